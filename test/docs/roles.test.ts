import type { AuthConfig } from '@auth/core';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, type Visitor } from '../support/auth/visitor.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { unique, uniqueEmail } from '../support/rows/samples.ts';

const [code = ''] = await codeUnder('recipes.md', 'Roles, and what reaches the browser', 'ts');

interface OfPage {
  readonly adapter: Adapter;
  readonly callbacks: NonNullable<AuthConfig['callbacks']>;
  readonly pool: Pool;
  readonly promote: (id: string) => Promise<unknown>;
  readonly tables: object;
}

type SessionCallback = NonNullable<NonNullable<AuthConfig['callbacks']>['session']>;

describe.each(servers)('a role, by the code of the page, on %s', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  /** Signs somebody in at a site with the page's tables, and with its callbacks unless others are given. */
  async function signIn(overrides: Partial<AuthConfig> = {}) {
    const url = await newDatabase(server);
    const page = await importCode<OfPage>(code, url);
    onTestFinished(() => page.pool.end());
    await makeTables(url, page.tables);
    const config = {
      ...configureAuth(page.adapter, [atProvider(provider.url)]),
      callbacks: page.callbacks,
      ...overrides,
    };
    const email = uniqueEmail();
    const person = { sub: unique('sub'), name: 'Ada', email, role: 'admin' };
    provider.signsIn(person);
    const visitor = newVisitor(config);
    await signInAtProvider(visitor);
    const user = await page.adapter.getUserByEmail(email);
    return {
      ...page,
      email,
      id: user?.id ?? '',
      token: visitor.cookies.get('authjs.session-token'),
      visitor,
    };
  }

  const sessionOf = async (visitor: Visitor) => (await visitor.get('/auth/session')).json();
  const expires = expect.any(String);

  it('reaches the browser with what the callback names, and nothing else', async () => {
    const { email, visitor } = await signIn();
    const user = { name: 'Ada', email, image: null, role: 'user' };
    expect(await sessionOf(visitor)).toEqual({ expires, user });
  });

  it('counts from the next request, once it has changed', async () => {
    const { id, promote, visitor } = await signIn();
    await promote(id);
    expect(await sessionOf(visitor)).toMatchObject({ user: { role: 'admin' } });
  });

  it('stays on the server without a callback', async () => {
    const { email, visitor } = await signIn({ callbacks: {} });
    expect(await sessionOf(visitor)).toEqual({ expires, user: { name: 'Ada', email, image: null } });
  });

  const leaking: readonly [string, SessionCallback][] = [
    ['spreads', ({ session, user }) => ({ ...session, user: { ...session.user, ...user } })],
    ['returns', ({ session }) => session],
  ];
  it.each(leaking)(
    'comes with the token and every column from a callback that %s the session',
    async (_how, session) => {
      const { email, id, token, visitor } = await signIn({ callbacks: { session } });
      const user = { id, name: 'Ada', email, emailVerified: null, image: null, role: 'user' };
      expect(token).toMatch(/^[0-9a-f-]{36}$/);
      expect(await sessionOf(visitor)).toEqual({ expires, sessionToken: token, userId: id, user });
    },
  );

  it('is what the provider says if its profile returns all of that', async () => {
    const everything = (profile: object & { sub: string }) => ({ ...profile, id: profile.sub });
    const { visitor } = await signIn({
      providers: [{ ...atProvider(provider.url), profile: everything as never }],
    });
    expect(await sessionOf(visitor)).toMatchObject({ user: { role: 'admin' } });
  });
});
