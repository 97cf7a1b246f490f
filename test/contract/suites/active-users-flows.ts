import type { AuthConfig } from '@auth/core';
import Passkey from '@auth/core/providers/passkey';
import { and, eq, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs, type Visitor } from '../../support/auth/visitor.ts';
import { unique, uniqueEmail } from '../../support/rows/samples.ts';
import { Device } from '../passkey-device.ts';
import { authenticate, register, SITE } from '../passkey-visits.ts';

const COOKIE = 'authjs.session-token';

/** What visitors get from Auth.js whose users are not active: banned, or not approved yet. */
export function activeUsersFlowsContract(backend: () => OpenBackend, tables: AdapterTables = basic): void {
  const { users, accounts, sessions, authenticators } = tables;
  const links = new Map<string, string>();
  let provider: OAuthServer;
  let config: AuthConfig;
  let errors: Error[];
  beforeAll(async () => {
    provider = await startOAuthServer();
    const adapter = backend().adapter({
      tables,
      // Approved by hand.
      isActive: (users) => isNotNull(users.image),
      logger: { warn: (message) => expect.fail(message) },
    });
    errors = [];
    config = {
      ...configureAuth(
        adapter,
        [byLink(links), atProvider(provider.url), ...(authenticators ? [Passkey] : [])],
        errors,
      ),
      experimental: { enableWebAuthn: true },
      logger: { error: (error) => void errors.push(error), warn: () => {} },
    };
  });
  afterAll(() => provider.close());

  const decide = (email: string, isActive: boolean) =>
    backend()
      .db.update(users)
      .set({ image: isActive ? 'approved' : null })
      .where(eq(users.email, email));
  async function rowsOf(email: string) {
    const { db } = backend();
    const found = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
    const id = found[0]?.id ?? '';
    return {
      users: found.length,
      accounts: await db.$count(accounts, eq(accounts.userId, id)),
      sessions: await db.$count(sessions, eq(sessions.userId, id)),
    };
  }

  /** Expects that Auth.js has logged why somebody was turned away. */
  function expectInactive() {
    const causes = errors.splice(0).map(({ cause }) => (cause as { err?: unknown } | undefined)?.err);
    expect(causes).toContainEqual(expect.objectContaining({ code: 'USER_INACTIVE' }));
  }

  /** Expects that somebody was turned away: at Auth.js's page of errors, without a cookie. */
  async function expectTurnedAway(visitor: Visitor, response: Response) {
    expect(response.headers.get('location')).toBe('http://app.test/auth/error?error=Configuration');
    expect(visitor.cookies.has(COOKIE)).toBe(false);
    expect(await signedInAs(visitor)).toBeUndefined();
    expectInactive();
  }
  const newPerson = () => ({ sub: unique('sub'), name: 'Ada', email: uniqueEmail() });
  async function signInByLink(visitor: Visitor, email: string): Promise<Response> {
    await visitor.post('/auth/signin/email', { email });
    return followLink(visitor, links, email);
  }

  it('are turned away at a provider until they are active, and stay as they signed up', async () => {
    const [person, visitor] = [newPerson(), newVisitor(config)];
    for (let times = 0; times < 2; times++) {
      provider.signsIn(person);
      await expectTurnedAway(visitor, await signInAtProvider(visitor));
      expect(await rowsOf(person.email)).toEqual({ users: 1, accounts: 1, sessions: 0 });
    }
    await decide(person.email, true);
    await signInAtProvider(visitor);
    expect(await signedInAs(visitor)).toBe(person.email);
    expect(errors).toEqual([]);
  });

  it('are turned away at a link until they are active, and stay as they signed up', async () => {
    const [email, visitor] = [uniqueEmail(), newVisitor(config)];
    for (let times = 0; times < 2; times++) {
      await expectTurnedAway(visitor, await signInByLink(visitor, email));
      expect(await rowsOf(email)).toEqual({ users: 1, accounts: 0, sessions: 0 });
    }
    await decide(email, true);
    await signInByLink(visitor, email);
    expect(await signedInAs(visitor)).toBe(email);
    expect(errors).toEqual([]);
  });

  it('are nobody at their next request, which takes the cookie from that browser alone', async () => {
    const [email, idle, visiting] = [uniqueEmail(), newVisitor(config), newVisitor(config)];
    await signInByLink(visiting, email);
    errors.splice(0);
    await decide(email, true);
    for (const visitor of [idle, visiting]) await signInByLink(visitor, email);
    await decide(email, false);
    expect(await signedInAs(visiting)).toBeUndefined();
    expect(visiting.cookies.has(COOKIE)).toBe(false);
    expect(await rowsOf(email)).toMatchObject({ users: 1, sessions: 2 });
    await decide(email, true);
    expect(await signedInAs(idle)).toBe(email);
    expect(await signedInAs(visiting)).toBeUndefined();
    expect(errors).toEqual([]);
  });

  if (authenticators) {
    it('stay without the account of a passkey that Auth.js has not stored, which would let in anybody', async () => {
      const [email, device, visitor] = [uniqueEmail(), new Device(SITE), newVisitor(config)];
      await register(visitor, device, email);
      expect(await signedInAs(visitor)).toBeUndefined();
      expectInactive();
      expect(await rowsOf(email)).toEqual({ users: 1, accounts: 0, sessions: 0 });
      const isHers = eq(authenticators.providerAccountId, device.id.toString('base64'));
      expect(await backend().db.$count(authenticators, and(isHers))).toBe(0);
    });

    it('are turned away with a passkey that they have, and let in again with it', async () => {
      const [email, device, visitor] = [uniqueEmail(), new Device(SITE), newVisitor(config)];
      await signInByLink(visitor, email);
      await decide(email, true);
      await signInByLink(visitor, email);
      errors.splice(0);
      await register(visitor, device);
      await decide(email, false);
      const again = newVisitor(config);
      await authenticate(again, device);
      expect(await signedInAs(again)).toBeUndefined();
      expectInactive();
      await decide(email, true);
      await authenticate(again, device);
      expect(await signedInAs(again)).toBe(email);
      expect(errors).toEqual([]);
    });
  }
}
