import { readFile } from 'node:fs/promises';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newAccount, signIn, unique, uniqueEmail } from '../support/rows/samples.ts';

const PART = "From Auth.js's TypeORM adapter";
const tablesSql = await readFile(new URL('typeorm.sql', import.meta.url), 'utf8');
const [code = ''] = await codeUnder('migrating.md', PART, 'ts');
const [convert = ''] = await codeUnder('migrating.md', PART, 'sql');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who and what is in typeorm.sql. */
const ADA = {
  id: 'eb86f96d-ca8a-4fda-880f-40ce8dabce24',
  name: 'Ada',
  email: 'ada@example.com',
  emailVerified: new Date('2026-01-31T12:34:56.789Z'),
  image: null,
};
const SESSION_TOKEN = 'a731978b-7bf4-4070-80e1-ee1283d291bb';
const EXPIRES = new Date('2037-12-31T23:59:59.999Z');

describe.each(servers)('the tables of TypeORM on %s, converted as the page says', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  async function open() {
    const url = await newDatabase(server);
    await runSql(url, tablesSql);
    const before = await countRows(url);
    await runSql(url, convert);
    const { adapter, pool } = await importCode<{ adapter: Adapter; pool: Pool }>(code, url);
    onTestFinished(() => pool.end());
    return { adapter, before, url };
  }

  const countRows = (url: string) =>
    rowsOf(
      url,
      'select (select count(*) from users) as users, (select count(*) from accounts) as accounts, (select count(*) from sessions) as sessions, (select count(*) from verification_tokens) as tokens',
    );

  it('keep every row, with its dates to the millisecond', async () => {
    const { adapter, before, url } = await open();
    expect(before).toEqual([{ users: 2, accounts: 1, sessions: 1, tokens: 1 }]);
    expect(await countRows(url)).toEqual(before);
    expect(await adapter.getUser(ADA.id)).toEqual(ADA);
    expect(await adapter.getUserByAccount({ provider: 'local', providerAccountId: '4711' })).toEqual(ADA);
    expect(await adapter.getUserByEmail('ben@example.com')).toMatchObject({ emailVerified: null });
    expect(await adapter.getSessionAndUser(SESSION_TOKEN)).toEqual({
      user: ADA,
      session: expect.objectContaining({ userId: ADA.id, expires: EXPIRES }),
    });
    const link = { identifier: 'ben@example.com', token: 'a hash' };
    expect(await adapter.useVerificationToken(link)).toMatchObject({ ...link, expires: EXPIRES });
  });

  it('may have their dates converted again, by the statements that the page calls repeatable', async () => {
    const { adapter, url } = await open();
    await runSql(url, convert.slice(0, convert.indexOf('ALTER TABLE')));
    expect(await adapter.getUser(ADA.id)).toEqual(ADA);
    expect(await adapter.getSessionAndUser(SESSION_TOKEN)).toMatchObject({ session: { expires: EXPIRES } });
  });

  it('hold new people, with UUIDs, long tokens and account ids that differ in case, until they are deleted', async () => {
    const { adapter, before, url } = await open();
    const { id } = await adapter.createUser({ ...ADA, email: uniqueEmail() });
    expect(id).toMatch(UUID);
    expect(id).not.toBe(ADA.id);
    const session = await signIn(adapter, id);
    expect(session).toMatchObject({ id: expect.stringMatching(UUID) });
    const long = newAccount(id, { id_token: 'x'.repeat(2000), providerAccountId: 'abc' });
    await adapter.linkAccount(long);
    await adapter.linkAccount(newAccount(ADA.id, { providerAccountId: 'ABC' }));
    expect(await adapter.getAccount('abc', long.provider)).toMatchObject({ id_token: long.id_token });
    expect(await adapter.getUserByAccount({ ...long, providerAccountId: 'ABC' })).toEqual(ADA);
    await adapter.unlinkAccount({ ...long, providerAccountId: 'ABC' });
    await adapter.deleteUser(id);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toBeNull();
    expect(await countRows(url)).toEqual(before);
  });

  it('sign in through Auth.js whom TypeORM has stored, and new people', async () => {
    const { adapter } = await open();
    const links = new Map<string, string>();
    const errors: Error[] = [];
    const config = configureAuth(adapter, [byLink(links), atProvider(provider.url)], errors);
    const kept = newVisitor(config, { cookies: new Map([['authjs.session-token', SESSION_TOKEN]]) });
    expect(await signedInAs(kept)).toBe(ADA.email);
    for (const [sub, email] of [
      ['4711', ADA.email],
      [unique('sub'), uniqueEmail()],
    ] as const) {
      provider.signsIn({ sub, name: 'Ada', email });
      const visitor = newVisitor(config);
      await signInAtProvider(visitor);
      expect(await signedInAs(visitor)).toBe(email);
    }
    for (const email of ['ben@example.com', uniqueEmail()]) {
      const visitor = newVisitor(config);
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
      expect(await signedInAs(visitor)).toBe(email);
    }
    expect(errors).toEqual([]);
  });
});
