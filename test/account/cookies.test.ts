import { Auth } from '@auth/core';
import fc from 'fast-check';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sessionTokenOf } from '../../src/account/session-cookie.ts';
import { currentUser } from '../../src/account.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { cookieOf } from '../../src/request/cookies.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { inAnHour, newUser } from '../support/rows/samples.ts';

const NAMES = ['authjs.session-token', 'next-auth.session-token'];

/** Any cookies, with what browsers, proxies and attackers put between and around them. */
const cookieHeaders = fc
  .array(
    fc.tuple(
      fc.constantFrom('authjs.session-token', 'authjs.session-toke', 'a', '', ' ', '__proto__'),
      fc.constantFrom('=', ' = ', '', '==', '\t=\t'),
      fc.oneof(
        fc.constantFrom('', '"x"', '%22x%22', '%', '%E0%A4', 'a=b', 'a%3Db', 'x y', ' x ', '\tx', ',x', 'é'),
        fc.string({ maxLength: 8 }),
      ),
      fc.constantFrom(';', '; ', ' ;', ';;', ''),
    ),
  )
  .map((pairs) => pairs.map((parts) => parts.join('')).join(''));

it('a cookie is parsed as Auth.js parses it', async () => {
  const vendored = new URL('../../node_modules/@auth/core/lib/vendored/cookie.js', import.meta.url);
  const { parse } = (await import(vendored.href)) as { parse(header: string): Record<string, string> };
  fc.assert(
    fc.property(cookieHeaders, fc.constantFrom(...NAMES, 'a', '__proto__'), (header, name) => {
      expect(cookieOf(header, name)).toBe(parse(header)[name] || undefined);
    }),
    { numRuns: 5_000 },
  );
});

it.each([
  [{ env: { NODE_ENV: 'production' } }, 'secure'],
  [{ env: { NODE_ENV: 'development' } }, 'plain'],
  [{ env: {} }, 'plain'],
  [{}, 'secure'],
  [undefined, 'secure'],
])('a site is on https in production, and where there is no environment: %j, %s', (process, expected) => {
  const cookie = NAMES.map((name) => `${name}=plain; __Secure-${name}=secure`).join('; ');
  vi.stubGlobal('process', process);
  try {
    expect(sessionTokenOf({ headers: { cookie } })).toBe(expected);
  } finally {
    vi.unstubAllGlobals();
  }
});

describe.each(servers)('the cookie of a session on %s', (server) => {
  async function signIn(sessionToken: string = crypto.randomUUID()) {
    const pool = createPool(await fromDdl(server));
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool);
    const { id, email } = await adapter.createUser(newUser());
    await adapter.createSession({ sessionToken, userId: id, expires: inAnHour() });
    const emailOf = async (cookie: string, options: { secure?: boolean; cookieName?: string } = {}) =>
      (await currentUser(adapter, { headers: { cookie }, ...options }))?.user.email;
    return { adapter, email, sessionToken, emailOf };
  }

  it.each(NAMES)('is known by the name %s, on https with __Secure- and nothing else', async (name) => {
    const { email, sessionToken, emailOf } = await signIn();
    const [plain, secure] = [`${name}=${sessionToken}`, `__Secure-${name}=${sessionToken}`];
    expect(await emailOf(plain, { secure: false })).toBe(email);
    expect(await emailOf(secure, { secure: true })).toBe(email);
    // A subdomain, or somebody on the network, can plant this one.
    expect(await emailOf(plain, { secure: true })).toBeUndefined();
    expect(await emailOf(secure, { secure: false })).toBeUndefined();
    for (const other of [`x${name}`, `${name}.0`, name.toUpperCase(), `__Host-${name}`])
      expect(await emailOf(`${other}=${sessionToken}`, { secure: false })).toBeUndefined();
  });

  it('is the first that there is, also if it is nobody’s', async () => {
    const { email, sessionToken, emailOf } = await signIn();
    const [current, former] = NAMES;
    const both = (one: string, other: string) =>
      emailOf(`${former}=${other}; ${current}=${one}`, { secure: false });
    expect(await both(sessionToken, 'stale')).toBe(email);
    expect(await both('stale', sessionToken)).toBeUndefined();
    expect(await both('', sessionToken)).toBe(email);
    expect(await emailOf(`${current}=stale; ${current}=${sessionToken}`, { secure: false })).toBeUndefined();
  });

  it('may have a name of its own', async () => {
    const { email, sessionToken, emailOf } = await signIn();
    expect(await emailOf(`sid=${sessionToken}`, { cookieName: 'sid' })).toBe(email);
    expect(await emailOf(`sid=${sessionToken}`, { cookieName: 'sid', secure: true })).toBe(email);
    expect(
      await emailOf(`${NAMES[0]}=${sessionToken}`, { cookieName: 'sid', secure: false }),
    ).toBeUndefined();
  });

  it.each(['a b;c="d"', 'ünï ©', '100%', '"quoted"', 'a+b/c=='])(
    'is the one that Auth.js reads: %s',
    async (token) => {
      const { adapter, email, emailOf } = await signIn(token);
      const config = configureAuth(adapter, []);
      for (const value of [encodeURIComponent(token), token]) {
        const cookie = `${NAMES[0]}=${value}`;
        const headers = new Headers();
        try {
          headers.set('cookie', cookie);
        } catch {
          continue; // no browser can send it
        }
        const response = await Auth(new Request('http://localhost/auth/session', { headers }), config);
        const seen = (await response.json()) as { user?: { email?: string } } | null;
        expect(await emailOf(cookie, { secure: false })).toBe(seen?.user?.email);
      }
      expect(await emailOf(`${NAMES[0]}=${encodeURIComponent(token)}`, { secure: false })).toBe(email);
    },
  );
});
