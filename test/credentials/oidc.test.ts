import type { AuthConfig } from '@auth/core';
import Credentials from '@auth/core/providers/credentials';
import { createPool } from 'mysql2/promise';
import { expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../examples/demo/provider/index.ts';
import { withCredentialSessions } from '../../src/credentials.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { fromDdl } from '../support/databases/new-database.ts';

const SITE = 'http://app.test';

/** Logs in at the provider and agrees to everything, and returns the address at the site that it leads back to. */
async function logIn(start: string, issuer: string, email: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let address = new URL(start);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 12 && address.origin === issuer; step++) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const post = form && { method: 'POST', body: form };
    const headers = { cookie, origin: issuer };
    const response = await fetch(address, { headers, redirect: 'manual', ...post });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    // A page asks for the name and the address first, and then whether the site may know them.
    const [, action = ''] = location
      ? []
      : (/action="([^"]+(?:login|consent))"/.exec(await response.text()) ?? []);
    form = location ? undefined : new URLSearchParams({ name: 'Ada', email });
    address = new URL(location ?? action, address);
  }
  return address;
}

it('an OpenID Connect provider checks state, pkce and nonce beside passwords, and nothing is encoded for it', async () => {
  const provider = await startProvider(SITE, ['/auth/callback/oidc']);
  onTestFinished(() => provider.stop());
  const pool = createPool(await fromDdl('mysql'));
  onTestFinished(() => pool.end());
  const { issuer, clientId, clientSecret } = provider;
  const adapter = MySqlAdapter(pool);
  const errors: Error[] = [];
  const byPassword = Credentials({
    credentials: { email: {} },
    authorize: ({ email }) => adapter.getUserByEmail(String(email)),
  });
  const oidc = {
    ...{ id: 'oidc', name: 'OIDC', type: 'oidc', issuer, clientId, clientSecret },
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid profile email' } },
  } as const satisfies AuthConfig['providers'][number] | object;
  const config: AuthConfig = withCredentialSessions(
    configureAuth(adapter, [byPassword, oidc as unknown as AuthConfig['providers'][number]], errors),
  );
  const encoded: unknown[] = [];
  const { encode } = config.jwt ?? {};
  const counted: AuthConfig = {
    ...config,
    jwt: {
      ...config.jwt,
      encode: (params) => {
        encoded.push(params.token);
        return (encode as NonNullable<typeof encode>)(params);
      },
    },
  };
  const visitor = newVisitor(counted);
  const redirect = await visitor.post('/auth/signin/oidc');
  const names = [...visitor.cookies.keys()];
  for (const check of ['state', 'pkce.code_verifier', 'nonce']) expect(names).toContain(`authjs.${check}`);
  const back = await logIn(redirect.headers.get('location') ?? '', issuer, 'ada@example.com');
  expect(back.origin).toBe(SITE);
  await visitor.get(`${back.pathname}${back.search}`);
  expect(errors).toEqual([]);
  expect(await signedInAs(visitor)).toBe('ada@example.com');
  expect(encoded).toEqual([]);
  await visitor.post('/auth/callback/credentials', { email: 'ada@example.com' });
  expect(encoded).toHaveLength(1);
  expect(await signedInAs(visitor)).toBe('ada@example.com');
});
