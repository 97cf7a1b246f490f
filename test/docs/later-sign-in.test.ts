import type { AuthConfig } from '@auth/core';
import type { TokenSet } from '@auth/core/types';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AdapterTables } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newAccount, newUser, unique, uniqueEmail } from '../support/rows/samples.ts';

const [code = ''] = await codeUnder('schema.md', 'Updating tokens at each sign-in', 'ts');

/** What the code of the page exports. */
interface OfPage {
  readonly db: MySql2Database & { readonly $client: Pool };
  readonly events: NonNullable<AuthConfig['events']>;
}

describe.each(servers)('the tokens of a later sign-in on %s, by the code of the page', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  /** Makes a site whose provider hands out what the test says; the code of the page is for either set of tables. */
  async function newSite(tables: AdapterTables = production) {
    const url = await fromDdl(server);
    if (tables === production) await applyMigrations(url);
    const { db, events } = await importCode<OfPage>(code, url);
    const pool = createPool(url);
    onTestFinished(() => Promise.all([pool.end(), db.$client.end()]).then(() => {}));
    const [links, errors] = [new Map<string, string>(), [] as Error[]];
    let tokens: TokenSet = {};
    const conform = async () => Response.json({ token_type: 'bearer', ...tokens });
    const adapter = MySqlAdapter(pool, { tables });
    const token = { url: `${provider.url}/token`, conform };
    const providers = [{ ...atProvider(provider.url), token }, byLink(links)];
    const config = { ...configureAuth(adapter, providers, errors), events };
    return {
      adapter,
      db,
      errors,
      async signIn(sub: string | number, email: string, handedOut: TokenSet) {
        tokens = handedOut;
        // Auth.js passes on whatever a provider says of somebody.
        provider.signsIn({ sub: sub as string, name: 'Ada', email });
        const visitor = newVisitor(config);
        await signInAtProvider(visitor);
        return signedInAs(visitor);
      },
      async follow(email: string) {
        const visitor = newVisitor(config);
        await visitor.post('/auth/signin/email', { email });
        await followLink(visitor, links, email);
        return signedInAs(visitor);
      },
      async tokensOf(sub: string) {
        const { providerAccountId, access_token, refresh_token, expires_at } = production.accounts;
        // By name, since the basic tables have not all columns of the production ones.
        const columns = { providerAccountId, access_token, refresh_token, expires_at };
        const rows = await db.select(columns).from(production.accounts);
        // The basic tables' collation takes ids for equal that only look alike.
        const found = rows.filter(({ providerAccountId }) => providerAccountId === sub);
        return found.map(({ access_token, refresh_token, expires_at }) => ({
          access_token,
          refresh_token,
          expires_at,
        }));
      },
    };
  }

  const first = { access_token: 'first', refresh_token: 'refresh', expires_at: 1_900_000_000 };

  it('take the place of the first ones, where a refresh token that did not come again stays', async () => {
    const { signIn, tokensOf, errors } = await newSite();
    const [sub, email] = [unique('sub'), uniqueEmail()];
    expect(await signIn(sub, email, first)).toBe(email);
    expect(await tokensOf(sub)).toEqual([first]);
    await signIn(sub, email, { access_token: 'second', expires_at: 1_900_000_100.9 });
    expect(await tokensOf(sub)).toEqual([
      { access_token: 'second', refresh_token: 'refresh', expires_at: 1_900_000_100 },
    ]);
    await signIn(sub, email, { access_token: 'third', refresh_token: 'another' });
    expect(await tokensOf(sub)).toEqual([
      { access_token: 'third', refresh_token: 'another', expires_at: null },
    ]);
    expect(errors).toEqual([]);
  });

  it('find an account whose provider gives a number for its id, and no other one of the same person', async () => {
    const { adapter, signIn, tokensOf } = await newSite();
    const [sub, email] = [4711, uniqueEmail()];
    await signIn(sub, email, first);
    const user = await adapter.getUserByEmail(email);
    const account = { provider: 'local', providerAccountId: '4711x', access_token: 'another' };
    await adapter.linkAccount(newAccount(user?.id ?? '', account));
    await signIn(sub, email, { access_token: 'second' });
    expect(await tokensOf('4711')).toMatchObject([{ access_token: 'second' }]);
    expect(await tokensOf('4711x')).toMatchObject([{ access_token: 'another' }]);
  });

  it.each([
    ['production', production],
    ['basic', basic],
  ])(
    'are left alone by a sign-in by link, and in every other account of the %s tables',
    async (_set, tables) => {
      const { adapter, signIn, follow, tokensOf } = await newSite(tables);
      const [sub, email] = [unique('sub'), uniqueEmail()];
      await signIn(sub, email, first);
      const [own, other] = [await adapter.getUserByEmail(email), await adapter.createUser(newUser())];
      const theirs = { access_token: 'theirs', refresh_token: null, expires_at: null };
      for (const account of [
        newAccount(own?.id ?? '', { provider: 'another', providerAccountId: sub }),
        newAccount(other.id, { provider: 'local', providerAccountId: sub.toUpperCase() }),
      ])
        await adapter.linkAccount({ ...account, access_token: 'theirs' });
      await signIn(sub, email, { access_token: 'second' });
      expect(await follow(email)).toBe(email);
      expect(await tokensOf(sub)).toEqual(
        expect.arrayContaining([
          { access_token: 'second', refresh_token: 'refresh', expires_at: null },
          theirs,
        ]),
      );
      expect(await tokensOf(sub.toUpperCase())).toEqual([theirs]);
    },
  );

  it('keep nobody out and appear in no log where they cannot be written', async () => {
    const { signIn, tokensOf, errors } = await newSite();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    const [sub, email] = [unique('sub'), uniqueEmail()];
    await signIn(sub, email, first);
    expect(await signIn(sub, email, { access_token: 'second', refresh_token: 'x'.repeat(70_000) })).toBe(
      email,
    );
    expect(errors).toEqual([]);
    expect(warn.mock.calls).toEqual([['The tokens of an account could not be updated.']]);
    expect(await tokensOf(sub)).toEqual([first]);
  });
});
