import { readFile } from 'node:fs/promises';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { expectShortLife } from '../support/calls/short-life.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newAccount, signIn, unique, uniqueEmail } from '../support/rows/samples.ts';

const tablesSql = await readFile(new URL('prisma.sql', import.meta.url), 'utf8');
const [code = ''] = await codeUnder('migrating.md', "From Auth.js's Prisma adapter", 'ts');

/** What Prisma's cuid() makes. */
const CUID = /^c[0-9a-z]{24}$/;

/** A person with an account and a session, as Prisma's client writes them: its own ids, and moments in UTC. */
const ADA = {
  id: 'cmgx0v1xk0000qz8x3b5d7f9h',
  email: 'ada@example.com',
  emailVerified: new Date('2026-01-31T12:34:56.789Z'),
  providerAccountId: '4711',
  sessionToken: '7d3c5b9e-3a35-4d5b-8f0e-0a4c8a3f5e11',
  expires: new Date('2037-12-31T23:59:59.999Z'),
};

const storedByPrisma = `
  INSERT INTO User VALUES ('${ADA.id}', 'Ada', '${ADA.email}', '2026-01-31 12:34:56.789', NULL,
    '2026-01-31 12:00:00.123', '2026-01-31 12:00:00.123');
  INSERT INTO Account (id, userId, type, provider, providerAccountId, access_token, expires_at, updatedAt)
    VALUES ('cmgx0v1xn0001qz8x8g2k4m6p', '${ADA.id}', 'oauth', 'local', '${ADA.providerAccountId}', 'access', 1893456000,
    '2026-01-31 12:00:00.123');
  INSERT INTO Session VALUES ('cmgx0v1xp0002qz8x1r3t5v7y', '${ADA.sessionToken}', '${ADA.id}',
    '2037-12-31 23:59:59.999', '2026-01-31 12:00:00.123', '2026-01-31 12:00:00.123');
  INSERT INTO VerificationToken VALUES ('${ADA.email}', 'a hash', '2037-12-31 23:59:59.999');`;

describe.each(servers)('the tables of Prisma on %s, as the page describes them', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  async function open() {
    const url = await newDatabase(server);
    await runSql(url, `${tablesSql}${storedByPrisma}`);
    const { adapter, pool } = await importCode<{ adapter: Adapter; pool: Pool }>(code, url);
    onTestFinished(() => pool.end());
    return { adapter, url };
  }

  it('keep everybody whom Prisma has stored, by id, address, account, session and link', async () => {
    const { adapter, url } = await open();
    const everyRow = () => rowsOf(url, 'select * from User; select * from Account; select * from Session');
    const before = await everyRow();
    const { id, email, emailVerified } = ADA;
    const user = { id, name: 'Ada', email, emailVerified, image: null };
    expect(await adapter.getUser(id)).toEqual(user);
    expect(await adapter.getUserByEmail('Ada@example.com')).toEqual(user);
    const account = { provider: 'local', providerAccountId: ADA.providerAccountId };
    expect(await adapter.getUserByAccount(account)).toEqual(user);
    expect(await adapter.getSessionAndUser(ADA.sessionToken)).toEqual({
      user,
      session: expect.objectContaining({ userId: id, expires: ADA.expires }),
    });
    const link = { identifier: email, token: 'a hash' };
    expect(await adapter.useVerificationToken(link)).toEqual({ ...link, expires: ADA.expires });
    expect(await everyRow()).toEqual(before);
    await adapter.deleteUser(id);
    expect(await everyRow()).toEqual([]);
  });

  it('hold a whole life, with ids for users, accounts and sessions', async () => {
    const { adapter } = await open();
    await expectShortLife(adapter);
    const session = await signIn(adapter);
    const account = await adapter.linkAccount(newAccount(session.userId));
    const ids = [session.userId, (session as { id?: unknown }).id, (account as { id?: unknown }).id];
    for (const id of ids) expect(id).toMatch(CUID);
    expect(new Set(ids).size).toBe(3);
    await expect(
      adapter.linkAccount({ ...newAccount(ADA.id), providerAccountId: account?.providerAccountId ?? '' }),
    ).rejects.toMatchObject({ code: 'ACCOUNT_ALREADY_LINKED' });
  });

  it('sign in through Auth.js whom Prisma has stored, and new people', async () => {
    const { adapter } = await open();
    const links = new Map<string, string>();
    const errors: Error[] = [];
    const config = configureAuth(adapter, [byLink(links), atProvider(provider.url)], errors);
    const kept = newVisitor(config, { cookies: new Map([['authjs.session-token', ADA.sessionToken]]) });
    expect(await signedInAs(kept)).toBe(ADA.email);

    const newcomer = uniqueEmail();
    for (const [sub, email] of [
      [ADA.providerAccountId, ADA.email],
      [unique('sub'), newcomer],
      [unique('sub'), uniqueEmail()],
    ] as const) {
      provider.signsIn({ sub, name: 'Ada', email });
      const visitor = newVisitor(config);
      await signInAtProvider(visitor);
      expect(await signedInAs(visitor)).toBe(email);
    }
    for (const email of [ADA.email, newcomer, uniqueEmail()]) {
      const visitor = newVisitor(config);
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
      expect(await signedInAs(visitor)).toBe(email);
    }
    expect(errors).toEqual([]);
  });
});
