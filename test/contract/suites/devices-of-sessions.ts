import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuthConfig } from '@auth/core';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deviceFrom } from '../../../src/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, type Visitor } from '../../support/auth/visitor.ts';
import { unique, uniqueEmail } from '../../support/rows/samples.ts';
import { type Base, makePrivateTables, privateTables } from '../private-tables.ts';

const sent = { 'user-agent': 'Firefox/150.0', 'cf-connecting-ip': '203.0.113.7' };

/** Sessions that know the browser and the network of the request that made them, through Auth.js. */
export function devicesOfSessionsContract(backend: () => OpenBackend, base: Base = 'basic'): void {
  const tables = privateTables(base);
  const { sessions } = tables;
  const links = new Map<string, string>();
  const errors: Error[] = [];
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
    await makePrivateTables(backend(), base);
  });
  afterAll(() => provider.close());

  const newAdapter = (headers: () => Headers) =>
    backend().adapter({
      tables,
      newSessionValues: async () => deviceFrom(headers(), { ipHeader: 'cf-connecting-ip' }),
    });
  const site = (adapter: Adapter): AuthConfig => ({
    ...configureAuth(adapter, [byLink(links), atProvider(provider.url)], errors),
    // Core remembers that any site of the process has passkeys.
    experimental: { enableWebAuthn: true },
    logger: { error: (error) => void errors.push(error), warn: () => {} },
  });
  const rowOf = async ({ cookies }: Visitor) => {
    const token = cookies.get('authjs.session-token') ?? '';
    return (await backend().db.select().from(sessions).where(eq(sessions.sessionToken, token)))[0];
  };
  const device = { userAgent: 'Firefox/150.0', ipAddress: '203.0.113.0/24' };

  it('have both from the request that is under way, of many at once', async () => {
    const requests = new AsyncLocalStorage<Request>();
    const config = site(newAdapter(() => requests.getStore()?.headers ?? new Headers()));
    const signIn = async (headers: Record<string, string>) => {
      const visitor = newVisitor(config, { headers, serve: (request, auth) => requests.run(request, auth) });
      const email = uniqueEmail();
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
      return rowOf(visitor);
    };
    const [ada, ben, nobody] = await Promise.all([
      signIn(sent),
      signIn({ 'user-agent': 'x'.repeat(300), 'cf-connecting-ip': 'x, 2001:DB8:1:2::7' }),
      signIn(Object.fromEntries([['then', '1']])),
    ]);
    expect(ada).toMatchObject(device);
    expect(ben).toMatchObject({ userAgent: 'x'.repeat(255), ipAddress: '2001:db8:1::/48' });
    expect(nobody).toMatchObject({ userAgent: null, ipAddress: null });
    expect(errors).toEqual([]);
  });

  it('have both from a request that an adapter is made for', async () => {
    const request = new Request('http://app.test', { headers: sent });
    const visitor = newVisitor(site(newAdapter(() => request.headers)), { headers: sent });
    provider.signsIn({ sub: unique('sub'), name: 'Ada', email: uniqueEmail() });
    await signInAtProvider(visitor);
    expect(await rowOf(visitor)).toMatchObject(device);
    expect(errors).toEqual([]);
  });
}
