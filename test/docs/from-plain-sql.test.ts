import type { Adapter } from '@auth/core/adapters';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, signedInAs, type Visitor } from '../support/auth/visitor.ts';
import { adapterOn, productionAdapterOn } from '../support/calls/sign-up.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { everyRow } from '../support/rows/every-row.ts';
import { inAnHour, newUser, unique, uniqueEmail } from '../support/rows/samples.ts';
import { plainSqlAdapter } from './plain-sql-adapter.ts';

const codeOfPage = (language: string) =>
  codeUnder('migrating.md', 'From a plain SQL adapter', language).then((blocks) => blocks.join('\n'));

/** Runs the code of the page, and returns the adapter that it makes. */
async function adapterOfPage(url: string): Promise<Adapter> {
  const code = await codeOfPage('ts');
  const { adapter, pool } = await importCode<{ adapter: Adapter; pool: Pool }>(code, url);
  onTestFinished(() => pool.end());
  return adapter;
}

/** Makes an adapter of plain SQL in a process of some time zone, which mysql2 writes dates in. */
function plainSqlOn(url: string, timezone: string): Required<Adapter> {
  const pool = createPool({ uri: url, timezone });
  onTestFinished(() => pool.end());
  return plainSqlAdapter(pool) as Required<Adapter>;
}

describe.each(servers)('a database that plain SQL has filled on %s', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  /** Makes a site where people sign in, on a database of the DDL; its adapter may be exchanged. */
  async function newSite() {
    const url = await fromDdl(server);
    const links = new Map<string, string>();
    const config = configureAuth(plainSqlOn(url, 'Z'), [byLink(links), atProvider(provider.url)]);
    return {
      url,
      config,
      async signIn(email: string): Promise<Visitor> {
        provider.signsIn({ sub: `account of ${email}`, email, name: 'Ada' });
        const visitor = newVisitor(config);
        await signInAtProvider(visitor);
        return visitor;
      },
      async askForLink(email: string): Promise<Visitor> {
        const visitor = newVisitor(config);
        await visitor.post('/auth/signin/email', { email });
        return visitor;
      },
      follow: (visitor: Visitor, email: string) => followLink(visitor, links, email),
    };
  }

  it('keeps everybody signed in and lets everybody in again, with no row changed', async () => {
    const site = await newSite();
    const [ada, ben, grace] = [uniqueEmail(), uniqueEmail(), uniqueEmail()];
    const visitors = [await site.signIn(ada), await site.signIn(ben), await site.askForLink(grace)];
    await site.follow(visitors[2] as Visitor, grace);

    site.config.adapter = await adapterOfPage(site.url);
    const before = await everyRow(site.url);
    expect(before.users).toHaveLength(3);
    expect(await Promise.all(visitors.map(signedInAs))).toEqual([ada, ben, grace]);
    expect(await everyRow(site.url)).toEqual(before);

    expect(await signedInAs(await site.signIn(ada))).toBe(ada);
    expect(await signedInAs(await site.signIn(ben))).toBe(ben);
    const after = await everyRow(site.url);
    expect(after).toEqual({ ...before, sessions: expect.arrayContaining(before.sessions) });
    expect(after.sessions).toHaveLength(5);
  });

  it('keeps the links that were sent, for those who were there and for new people', async () => {
    const site = await newSite();
    const [ada, stranger] = [uniqueEmail(), uniqueEmail()];
    await site.signIn(ada);
    const visitors = [await site.askForLink(ada), await site.askForLink(stranger)];
    site.config.adapter = await adapterOfPage(site.url);
    await site.follow(visitors[0] as Visitor, ada);
    await site.follow(visitors[1] as Visitor, stranger);
    expect(await Promise.all(visitors.map(signedInAs))).toEqual([ada, stranger]);
    const { users, verification_tokens } = await everyRow(site.url);
    expect([users.length, verification_tokens.length]).toEqual([2, 0]);
  });

  it('serves both adapters at once, while a new version is rolled out', async () => {
    const site = await newSite();
    const [ada, ben] = [uniqueEmail(), uniqueEmail()];
    const plainSql = site.config.adapter as Adapter;
    site.config.adapter = await adapterOfPage(site.url);
    const visitors = [await site.signIn(ada)];
    site.config.adapter = plainSql;
    visitors.push(await site.signIn(ben));
    expect(await Promise.all(visitors.map(signedInAs))).toEqual([ada, ben]);
    expect(await signedInAs(await site.signIn(ada))).toBe(ada);
  });

  it('keeps everybody signed in when it gets the production tables', async () => {
    const site = await newSite();
    const ada = uniqueEmail();
    const visitor = await site.signIn(ada);
    await applyMigrations(site.url);
    site.config.adapter = productionAdapterOn(site.url);
    expect(await signedInAs(visitor)).toBe(ada);
    expect(await signedInAs(await site.signIn(ada))).toBe(ada);
  });

  it('has moments of another time zone, which the SQL of the page brings to UTC', async () => {
    const url = await fromDdl(server);
    const [plainSql, ours] = [plainSqlOn(url, '+02:00'), adapterOn(url)];
    const user = await plainSql.createUser(newUser({ emailVerified: inAnHour() }));
    const given = { sessionToken: unique('session'), userId: user.id, expires: inAnHour() };
    const session = await plainSql.createSession(given);
    const link = { identifier: user.email, token: unique('token'), expires: inAnHour() };
    await plainSql.createVerificationToken(link);
    expect(await ours.getSessionAndUser(session.sessionToken)).not.toEqual({ session, user });

    await runSql(url, await codeOfPage('sql'));
    expect(await ours.getSessionAndUser(session.sessionToken)).toEqual({ session, user });
    expect(await ours.useVerificationToken(link)).toEqual(link);
  });
});
