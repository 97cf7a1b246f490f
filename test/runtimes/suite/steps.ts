import { keyring } from 'authjs-drizzle-mysql';
import type { Visitor } from '../../support/auth/visitor.ts';
import { equal } from './check.ts';
import { ADA, ALAN, GRACE } from './people.ts';
import type { Site } from './site.ts';

/** The visitors of a site during the steps, each of which follows from the one before. */
export interface Scene {
  readonly site: Site;
  readonly ada: Visitor;
  readonly grace: Visitor;
}

const DAY = 86_400;
const SEALED = 'v1.a.aWlpaWlpaWlpaWlp.rkdOH_FRz4buExnf7YNnSV0U7TeNYJA';
const SESSIONS = { maxAge: 30 * DAY, updateAge: DAY };

/** The things that people do on a site, by name, in order; each throws when the site does not do its part. */
export const steps: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  async 'asks for an e-mail link'({ site, ada }) {
    site.setSessions(SESSIONS);
    const asked = await ada.post('/auth/signin/email', { email: ADA });
    equal(pathOf(asked), '/auth/verify-request');
  },

  async 'signs in by the link'({ site, ada }) {
    await site.followLink(ada, ADA);
    equal((await sessionOf(ada))?.user.email, ADA);
  },

  async 'refuses the link a second time'({ site, ada }) {
    const stranger = site.newVisitor();
    const refused = await site.followLink(stranger, ADA);
    equal(locationOf(refused).searchParams.get('error'), 'Verification');
    equal(await sessionOf(stranger), null);
    equal((await sessionOf(ada))?.user.email, ADA);
  },

  async 'reads the session without a change'({ ada }) {
    const [first, second] = [await sessionOf(ada), await sessionOf(ada)];
    equal(first?.user.email, ADA);
    equal(second?.expires, first?.expires);
  },

  async 'makes the session last longer'({ site, ada }) {
    const before = Date.parse((await sessionOf(ada))?.expires ?? '');
    site.setSessions({ maxAge: 60 * DAY, updateAge: 0 });
    await sessionOf(ada);
    site.setSessions({ maxAge: 60 * DAY, updateAge: 60 * DAY });
    const after = Date.parse((await sessionOf(ada))?.expires ?? '');
    equal(Math.round((after - before) / DAY / 1000), 30);
  },

  async 'signs in at a provider'({ site, grace }) {
    await site.signInAtProvider(grace);
    equal((await sessionOf(grace))?.user.email, GRACE.email);
  },

  async 'signs the same person in at the provider again'({ site, grace }) {
    const again = site.newVisitor();
    await site.signInAtProvider(again);
    equal((await sessionOf(again))?.user.email, GRACE.email);
    equal((await sessionOf(grace))?.user.email, GRACE.email);
  },

  async 'encrypts a token and decrypts it'() {
    const account = { provider: 'local', providerAccountId: 'grace-1' };
    const keys = keyring({ current: 'a', keys: { a: btoa('k'.repeat(32)) } });
    const sealed = await keys.seal({ access_token: 'tökén' }, account);
    equal(/^v1\.a\.[\w-]{16}\.[\w-]{31}$/.test(sealed.access_token), true);
    // The second one is from Node's crypto.
    for (const access_token of [sealed.access_token, SEALED])
      equal((await keys.open({ access_token }, account)).access_token, 'tökén');
  },

  async 'signs out'({ ada, grace }) {
    await ada.post('/auth/signout');
    equal(await sessionOf(ada), null);
    equal((await sessionOf(grace))?.user.email, GRACE.email);
  },

  async 'deletes a user who is signed in'({ site }) {
    const alan = site.newVisitor();
    await alan.post('/auth/signin/email', { email: ALAN });
    await site.followLink(alan, ALAN);
    equal((await sessionOf(alan))?.user.email, ALAN);
    const user = await site.adapter.getUserByEmail(ALAN);
    await site.adapter.deleteUser(user?.id ?? '');
    equal(await site.adapter.getUserByEmail(ALAN), null);
    equal(await sessionOf(alan), null);
  },
};

interface SessionSeen {
  readonly expires: string;
  readonly user: { readonly email: string };
}

async function sessionOf(visitor: Visitor): Promise<SessionSeen | null> {
  const response = await visitor.get('/auth/session');
  return (await response.json()) as SessionSeen | null; // Auth.js's answer
}

const locationOf = (response: Response) => new URL(response.headers.get('location') ?? '');
const pathOf = (response: Response) => locationOf(response).pathname;
