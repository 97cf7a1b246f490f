import { readFile } from 'node:fs/promises';
import type { AuthConfig } from '@auth/core';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, signedInAs, type Visitor } from '../support/auth/visitor.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { unique, uniqueEmail } from '../support/rows/samples.ts';

const tablesSql = await readFile(new URL('lucia.sql', import.meta.url), 'utf8');
const [code = ''] = await codeUnder('migrating.md', 'From Lucia', 'ts');
const [widen = '', copy = ''] = await codeUnder('migrating.md', 'From Lucia', 'sql');

/** Who is in lucia.sql, and the cookie of their browser. */
const ADA = { id: 'v7fyym227kdopaoc', name: 'ada', email: null, emailVerified: null, image: null };
const COOKIE = 'vcv3ffimjwrvfzk46ghlucvrpts6fcg2z5hbzgup';

interface OfPage {
  readonly adapter: Adapter;
  readonly cookies: NonNullable<AuthConfig['cookies']>;
  readonly pool: Pool;
  readonly accounts: object;
  readonly sessions: object;
  readonly verificationTokens: object;
}

describe.each(servers)('a database of Lucia on %s, moved as the page says', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  async function open() {
    const url = await newDatabase(server);
    await runSql(url, tablesSql + widen);
    const page = await importCode<OfPage>(code, url);
    onTestFinished(() => page.pool.end());
    const { accounts, sessions, verificationTokens } = page;
    await makeTables(url, { accounts, sessions, verificationTokens });
    await runSql(url, copy);
    const links = new Map<string, string>();
    const errors: Error[] = [];
    const config = {
      ...configureAuth(page.adapter, [byLink(links), atProvider(provider.url)], errors),
      cookies: page.cookies,
      callbacks: { session: ({ session, user }) => ({ expires: String(session.expires), user }) },
    } satisfies AuthConfig;
    return { ...page, config, errors, links, url };
  }

  const idOf = async (visitor: Visitor) => (await (await visitor.get('/auth/session')).json())?.user?.id;

  it('has as many users, accounts and sessions as before', async () => {
    const { url } = await open();
    const count = (table: string) => `select count(*) as n from ${table};`;
    const tables = ['user', 'oauth_account', 'accounts', 'user_session', 'sessions'];
    const counted = await rowsOf<{ n: number }>(url, tables.map(count).join(''));
    expect(counted.map(({ n }) => n)).toEqual([3, 3, 3, 2, 2]);
  });

  it('knows each account of the same user as before', async () => {
    const { adapter } = await open();
    const owners = [
      ['local', '4711', ADA.id],
      ['local', '4712', 'csvlxikejf4vm22m'],
      ['github', '4711', 'csvlxikejf4vm22m'],
    ] as const;
    for (const [name, providerAccountId, id] of owners)
      expect(await adapter.getUserByAccount({ provider: name, providerAccountId })).toMatchObject({ id });
    expect(await adapter.getUser(ADA.id)).toEqual({ ...ADA, username: 'ada' });
  });

  it('leaves browsers signed in by the cookie that Lucia has set, until they sign out or their session ends', async () => {
    const { config, errors, adapter } = await open();
    const browser = newVisitor(config, { cookies: new Map([['auth_session', COOKIE]]) });
    expect(await idOf(browser)).toBe(ADA.id);
    await browser.post('/auth/signout');
    expect(browser.cookies.has('auth_session')).toBe(false);
    expect(await adapter.getSessionAndUser(COOKIE)).toBeNull();
    const ended = newVisitor(config, {
      cookies: new Map([['auth_session', 'iy3ainkmb3zyzxm2jmitrfdrmzlon2iy7rqfuai7']]),
    });
    expect(await idOf(ended)).toBeUndefined();
    expect(errors).toEqual([]);
  });

  it('signs in through Auth.js whom Lucia has stored, and new people', async () => {
    const { config, errors, links } = await open();
    const signIn = async (sub: string, email: string) => {
      provider.signsIn({ sub, name: 'ada', email });
      const visitor = newVisitor(config);
      await signInAtProvider(visitor);
      return idOf(visitor);
    };
    expect(await signIn('4711', uniqueEmail())).toBe(ADA.id);
    expect(await signIn('4712', uniqueEmail())).toBe('csvlxikejf4vm22m');
    expect(await signIn(unique('sub'), uniqueEmail())).toMatch(/^[0-9a-z]{12}$/);
    const [visitor, email] = [newVisitor(config), uniqueEmail()];
    await visitor.post('/auth/signin/email', { email });
    await followLink(visitor, links, email);
    expect(await signedInAs(visitor)).toBe(email);
    expect(errors).toEqual([]);
  });

  it('may have its provider ids in a column of the users', async () => {
    const { adapter, url } = await open();
    const text = await readFile(new URL('../../docs/migrating.md', import.meta.url), 'utf8');
    const [select = ''] = /SELECT id, 'oauth', 'github', github_id.*?IS NOT NULL/s.exec(text) ?? [];
    await runSql(
      url,
      "alter table user add column github_id int unique; update user set github_id = 42 where username = 'grace'",
    );
    await runSql(
      url,
      `insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at) ${select}`,
    );
    const account = { provider: 'github', providerAccountId: '42' };
    expect(await adapter.getUserByAccount(account)).toMatchObject({ id: 'q5y3xtd7n2wvh4ka', name: 'grace' });
  });
});
