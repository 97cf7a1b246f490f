import { Auth, type AuthConfig } from '@auth/core';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { type SignInForTestOptions, signInForTest } from '../../src/testing.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';

const ownName: Partial<AuthConfig> = { cookies: { sessionToken: { name: 'sid' } } };
const ownHostName: Partial<AuthConfig> = {
  cookies: { sessionToken: { name: '__Host-sid', options: { secure: true } } },
};
const secure: Partial<AuthConfig> = { useSecureCookies: true };

describe.each(servers)('the cookie of a session on %s', (server) => {
  async function openAdapter() {
    const pool = createPool(await fromDdl(server));
    onTestFinished(() => pool.end());
    return MySqlAdapter(pool);
  }

  it.each<[string, SignInForTestOptions, Partial<AuthConfig>?]>([
    ['http://localhost:3000', { baseUrl: 'http://localhost:3000' }],
    ['https://app.example', { baseUrl: 'https://app.example/shop?x=1' }],
    ['http://[::1]:3000', { baseUrl: 'http://[::1]:3000' }],
    ['http://app.test', { baseUrl: 'http://app.test', cookieName: 'sid' }, ownName],
    ['http://localhost', { baseUrl: 'http://localhost', cookieName: '__Host-sid' }, ownHostName],
    [
      'http://localhost',
      { baseUrl: 'http://localhost', cookieName: '__Secure-authjs.session-token' },
      secure,
    ],
  ])('is the one that Auth.js reads and sets: %s, %j', async (origin, options, settings = {}) => {
    const adapter = await openAdapter();
    const ada = await signInForTest(adapter, options);
    // A session is written again, with its cookie, if that is due.
    const session = { strategy: 'database', updateAge: 0 } as const;
    const config = { ...configureAuth(adapter, []), ...settings, session };
    const request = new Request(`${origin}/auth/session`, { headers: ada.headers });
    const response = await Auth(request, config);
    expect(await response.json()).toMatchObject({ user: { email: ada.user.email } });
    const lines = response.headers.getSetCookie();
    const line = lines.find((each) => each.includes(ada.session.sessionToken)) ?? '';
    const [pair, ...attributes] = line.split('; ');
    const [cookie] = ada.cookies;
    expect(`${cookie?.name}=${cookie?.value}`).toBe(pair);
    expect(ada.headers).toEqual({ cookie: pair });
    expect(cookie).toMatchObject({
      domain: new URL(origin).hostname,
      path: '/',
      sameSite: 'Lax',
      httpOnly: true,
    });
    expect(attributes.filter((each) => !each.startsWith('Expires'))).toEqual(
      ['Path=/', 'HttpOnly', cookie?.secure && 'Secure', 'SameSite=Lax'].filter(Boolean),
    );
    expect(ada.storageState).toEqual({ cookies: ada.cookies, origins: [] });
  });

  it('has the names of next-auth 4, if asked for', async () => {
    const adapter = await openAdapter();
    const nameAt = async (options: SignInForTestOptions) =>
      (await signInForTest(adapter, options)).cookies.map(({ name }) => name);
    expect(await nameAt({ baseUrl: 'http://localhost', nextAuth: 4 })).toEqual(['next-auth.session-token']);
    expect(await nameAt({ baseUrl: 'https://a.test', nextAuth: 4 })).toEqual([
      '__Secure-next-auth.session-token',
    ]);
    expect(await nameAt({ baseUrl: 'https://a.test', nextAuth: 5 })).toEqual([
      '__Secure-authjs.session-token',
    ]);
    expect(await nameAt({ baseUrl: 'https://a.test', nextAuth: 4, cookieName: 'sid' })).toEqual(['sid']);
  });
});
