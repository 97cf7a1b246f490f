import Passkey from '@auth/core/providers/passkey';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs, type Visitor } from '../../support/auth/visitor.ts';
import { unique, uniqueEmail } from '../../support/rows/samples.ts';
import { Device } from '../passkey-device.ts';
import { authenticate, register, SITE } from '../passkey-visits.ts';
import { COOKIE, openPasswordSite, tokenOf } from '../password-site.ts';
import { type Base, makePrivateTables } from '../private-tables.ts';

/** Passwords beside the other ways to sign in, and beside what a browser still has. */
export function credentialSessionsBesideContract(backend: () => OpenBackend, base: Base = 'basic'): void {
  const links = new Map<string, string>();
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
    await makePrivateTables(backend(), base);
  });
  afterAll(() => provider.close());

  const openSite = () =>
    openPasswordSite(backend(), base, {
      providers: [
        byLink(links),
        { ...atProvider(provider.url), checks: ['state', 'pkce'] },
        ...(base === 'production' ? [Passkey] : []),
      ],
    });

  /** The other ways to sign somebody in, on a browser. */
  const ways: Record<string, (visitor: Visitor, email: string) => Promise<unknown>> = {
    'at a provider': async (visitor, email) => {
      provider.signsIn({ sub: unique('sub'), name: 'Ada', email });
      await signInAtProvider(visitor);
    },
    'by link': async (visitor, email) => {
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
    },
  };
  if (base === 'production')
    ways['with a passkey'] = async (visitor, email) => {
      const device = new Device(SITE);
      await register(visitor, device, email);
      await visitor.post('/auth/signout');
      await authenticate(visitor, device);
    };

  it.each(Object.keys(ways))('people sign in %s as before, and nothing is encoded for it', async (way) => {
    const site = openSite();
    const [email, visitor] = [uniqueEmail(), newVisitor(site.config)];
    await ways[way]?.(visitor, email);
    expect(await signedInAs(visitor)).toBe(email);
    const found = await site.adapter.getUserByEmail(email);
    expect(await site.sessionsOf(found?.id ?? '')).toMatchObject([{ sessionToken: tokenOf(visitor) }]);
    expect([site.encoded, site.errors]).toEqual([[], []]);
    await visitor.post('/auth/signout');
    expect(await site.sessionsOf(found?.id ?? '')).toEqual([]);
  });

  it('a password encodes once, and reading, prolonging and ending its session not at all', async () => {
    const site = openSite();
    const { email, visitor } = await site.newSignIn();
    expect(site.encoded).toHaveLength(1);
    expect(await signedInAs(visitor)).toBe(email);
    await visitor.post('/auth/signout');
    expect(site.encoded).toHaveLength(1);
  });

  it('a password lets in who signed up by link, and a link who signed up with a password', async () => {
    const site = openSite();
    const { id, email, visitor } = await site.newSignIn();
    await ways['by link']?.(visitor, email);
    expect(await signedInAs(visitor)).toBe(email);
    await site.signIn(visitor, email);
    expect(await signedInAs(visitor)).toBe(email);
    expect(await site.sessionsOf(id)).not.toHaveLength(0);
    expect(site.errors).toEqual([]);
  });

  it('chunks of a cookie that JWT sessions left are removed, and do not hide the session', async () => {
    const site = openSite();
    const [{ email }, visitor] = [await site.newPerson(), newVisitor(site.config)];
    for (const chunk of ['.0', '.1']) visitor.cookies.set(`${COOKIE}${chunk}`, 'x'.repeat(3900));
    await site.signIn(visitor, email);
    expect([...visitor.cookies.keys()].filter((name) => name.startsWith(COOKIE))).toEqual([COOKIE]);
    expect(await signedInAs(visitor)).toBe(email);
  });

  it('a cookie that a JWT session left is replaced', async () => {
    const site = openSite();
    const [{ email }, visitor] = [await site.newPerson(), newVisitor(site.config)];
    visitor.cookies.set(COOKIE, `eyJhbGciOiJkaXIifQ..${'x'.repeat(800)}`);
    expect(await signedInAs(visitor)).toBeUndefined();
    await site.signIn(visitor, email);
    expect(await signedInAs(visitor)).toBe(email);
    expect(site.errors).toEqual([]);
  });

  it('what update() sends reaches callbacks.session, and never callbacks.jwt', async () => {
    const seen: object[] = [];
    const site = openPasswordSite(backend(), base, {
      config: {
        callbacks: {
          jwt({ token, trigger }) {
            seen.push({ jwt: trigger });
            return token;
          },
          session({ session, newSession, trigger }) {
            seen.push({ session: trigger, newSession });
            return { ...session, theme: newSession?.theme };
          },
        },
      },
    });
    const { email, visitor } = await site.newSignIn();
    expect(seen.splice(0)).toEqual([{ jwt: 'signIn' }]);
    const response = await visitor.post('/auth/session', { 'data[theme]': 'dark' });
    expect(response.status).toBe(200);
    expect(seen).toMatchObject([{ session: 'update' }]);
    expect(await signedInAs(visitor)).toBe(email);
    expect(site.encoded).toHaveLength(1);
  });
}
