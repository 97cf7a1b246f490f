import { expect, onTestFinished } from 'vitest';
import type { Adapter } from '../../backends/backend.ts';
import { unique, uniqueEmail } from '../rows/samples.ts';
import { configureAuth } from './auth-config.ts';
import { startOAuthServer } from './oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from './providers.ts';
import { newVisitor, signedInAs, type Visitor } from './visitor.ts';

/** A site with two people: one signs in at a provider, the other one by e-mail link. */
export interface VisitedSite {
  /** Signs both in, on browsers of their own each time, and signs one of them out on another. */
  signIn(): Promise<void>;
  /** Expects both to be signed in on every browser that they have signed in on. */
  expectSignedIn(): Promise<void>;
}

/** Opens a site that Auth.js serves with an adapter until the test ends. */
export async function openVisitedSite(adapter: Adapter): Promise<VisitedSite> {
  const provider = await startOAuthServer();
  onTestFinished(() => provider.close());
  const links = new Map<string, string>();
  const errors: Error[] = [];
  const config = configureAuth(adapter, [byLink(links), atProvider(provider.url)], errors);
  const ada = { sub: unique(), name: 'Ada', email: uniqueEmail() };
  // Longer than the columns of the basic tables.
  const tokens = { access_token: 'a'.repeat(2000), refresh_token: 'r'.repeat(2000), expires_in: 3600 };
  const grace = uniqueEmail();
  const addresses = new Map<Visitor, string>();

  const expectSignedIn = async () => {
    for (const [visitor, address] of addresses) expect(await signedInAs(visitor)).toBe(address);
    expect(errors).toEqual([]);
  };
  return {
    expectSignedIn,
    async signIn() {
      const [first, second, leaving] = [newVisitor(config), newVisitor(config), newVisitor(config)];
      provider.signsIn(ada, tokens);
      for (const visitor of [first, leaving]) await signInAtProvider(visitor);
      addresses.set(first, ada.email);
      await second.post('/auth/signin/email', { email: grace });
      await followLink(second, links, grace);
      addresses.set(second, grace);
      await leaving.post('/auth/signout');
      expect(await signedInAs(leaving)).toBeUndefined();
      await expectSignedIn();
    },
  };
}
