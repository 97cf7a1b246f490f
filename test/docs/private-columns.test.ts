import type { AuthConfig } from '@auth/core';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor } from '../support/auth/visitor.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { unique, uniqueEmail } from '../support/rows/samples.ts';

const [code = ''] = await codeUnder('security.md', 'What reaches the browser', 'ts');
const PRIVATE = "privateColumns: { users: ['passwordHash'], sessions: ['sessionToken'] },";

interface OfPage {
  readonly adapter: Adapter;
  readonly callbacks: { readonly session: SessionCallback };
  readonly pool: Pool;
  readonly tables: object;
}

type SessionCallback = NonNullable<NonNullable<AuthConfig['callbacks']>['session']>;

describe.each(servers)('what reaches the browser, by the code of the page, on %s', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  /** Signs in somebody with a password, and returns what the browser then gets of the session. */
  async function browserGets(pageCode: string, session?: SessionCallback) {
    const url = await newDatabase(server);
    const page = await importCode<OfPage>(pageCode, url);
    onTestFinished(() => page.pool.end());
    await makeTables(url, page.tables);
    const config = {
      ...configureAuth(page.adapter, [atProvider(provider.url)]),
      callbacks: session ? { session } : page.callbacks,
    };
    const email = uniqueEmail();
    provider.signsIn({ sub: unique('sub'), name: 'Ada', email });
    const visitor = newVisitor(config);
    await signInAtProvider(visitor);
    await page.pool.query("update users set password_hash = 'scrypt$1'");
    const id = (await page.adapter.getUserByEmail(email))?.id;
    const token = visitor.cookies.get('authjs.session-token');
    expect(await rowsOf(url, 'select session_token as token from sessions')).toEqual([{ token }]);
    return { email, id, token, session: await (await visitor.get('/auth/session')).json() };
  }

  const expires = expect.any(String);
  const everything: readonly [string, SessionCallback][] = [
    ['returns', ({ session }) => session],
    ['spreads', ({ session, user }) => ({ ...session, user })],
  ];

  it('is what the callback of the page names', async () => {
    const { email, id, session } = await browserGets(code);
    expect(session).toEqual({ expires, user: { id, name: 'Ada', email, image: null } });
  });

  it.each(everything)('is nothing private from a callback that %s the session', async (_how, callback) => {
    const { email, id, session } = await browserGets(code, callback);
    const user = { id, name: 'Ada', email, emailVerified: null, image: null };
    expect(session).toEqual({ expires, userId: id, user });
  });

  it.each(everything)(
    'is everything without the option, from a callback that %s the session',
    async (_how, callback) => {
      expect(code).toContain(PRIVATE);
      const { token, session } = await browserGets(code.replace(PRIVATE, ''), callback);
      expect(session).toMatchObject({ sessionToken: token, user: { passwordHash: 'scrypt$1' } });
    },
  );
});
