import type { AuthConfig } from '@auth/core';
import Passkey from '@auth/core/providers/passkey';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, type Visitor } from '../../support/auth/visitor.ts';
import { unique, uniqueEmail } from '../../support/rows/samples.ts';
import { Device } from '../passkey-device.ts';
import { authenticate, register, SITE } from '../passkey-visits.ts';
import { type Base, makePrivateTables, privateTables } from '../private-tables.ts';

const COOKIE = 'authjs.session-token';

/** Whole visits through Auth.js where the token of a session and columns of users are private. */
export function privateColumnsFlowsContract(backend: () => OpenBackend, base: Base = 'basic'): void {
  const tables = privateTables(base);
  const { users, accounts, sessions } = tables;
  const links = new Map<string, string>();
  const errors: Error[] = [];
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
    await makePrivateTables(backend(), base);
  });
  afterAll(() => provider.close());

  /** Configures a site with the callback that is usually shown. */
  const site = (overrides: Partial<AuthConfig> = {}, isPrivate = true): AuthConfig => ({
    ...configureAuth(
      backend().adapter({
        tables,
        privateColumns: isPrivate
          ? { users: ['passwordHash'], sessions: ['ipAddress', 'sessionToken'] }
          : undefined,
      }),
      [byLink(links), atProvider(provider.url)],
      errors,
    ),
    callbacks: { session: ({ session }) => session },
    // Core remembers that any site of the process has passkeys.
    experimental: { enableWebAuthn: true },
    logger: { error: (error) => void errors.push(error), warn: () => {} },
    ...overrides,
  });
  const sessionOf = async (visitor: Visitor) => (await visitor.get('/auth/session')).json();

  async function signInByLink(visitor: Visitor, email = uniqueEmail()) {
    await visitor.post('/auth/signin/email', { email });
    await followLink(visitor, links, email);
    // As an application does that has its own sign-in beside.
    await backend().db.update(users).set({ passwordHash: 'hunter2' }).where(eq(users.email, email));
    const token = visitor.cookies.get(COOKIE) ?? '';
    await backend()
      .db.update(sessions)
      .set({ ipAddress: '203.0.113.7' })
      .where(eq(sessions.sessionToken, token));
    return { email, token };
  }

  it('sends the browser no token and no private column, whatever the session callback returns', async () => {
    for (const isPrivate of [true, false]) {
      const visitor = newVisitor(site({}, isPrivate));
      const { email, token } = await signInByLink(visitor);
      expect(token).toMatch(/^[0-9a-f-]{36}$/);
      const answer = await sessionOf(visitor);
      expect(answer).toMatchObject({ userId: answer.user.id, user: { email, plan: 'free' } });
      // Without the option, this is what reaches the scripts of a page.
      const leaked = { sessionToken: token, ipAddress: '203.0.113.7', user: { passwordHash: 'hunter2' } };
      if (isPrivate)
        expect(JSON.stringify(answer)).not.toMatch(
          new RegExp(`${token}|hunter2|203\\.0|"(sessionToken|passwordHash|ipAddress)"`),
        );
      else expect(answer).toMatchObject(leaked);
    }
    expect(errors).toEqual([]);
  });

  it('reads a session, prolongs it, and ends it', async () => {
    const visitor = newVisitor(site({ session: { strategy: 'database', updateAge: 0 } }));
    const { email, token } = await signInByLink(visitor);
    const expiresOf = async () =>
      (await backend().db.select().from(sessions).where(eq(sessions.sessionToken, token)))[0]?.expires;
    await backend()
      .db.update(sessions)
      .set({ expires: new Date(Date.now() + 60_000) })
      .where(eq(sessions.sessionToken, token));
    expect(await sessionOf(visitor)).toMatchObject({ user: { email } });
    expect(Number(await expiresOf())).toBeGreaterThan(Date.now() + 86_400_000);
    expect(visitor.cookies.get(COOKIE)).toBe(token);
    await visitor.post('/auth/signout');
    expect(await expiresOf()).toBeUndefined();
    expect(await sessionOf(visitor)).toBeNull();
    expect(errors).toEqual([]);
  });

  it('signs in at a provider, and links a second account to whoever is signed in', async () => {
    const [visitor, other] = [newVisitor(site()), newVisitor(site())];
    const person = { sub: unique('sub'), name: 'Ada', email: uniqueEmail() };
    provider.signsIn(person);
    await signInAtProvider(visitor);
    expect(await sessionOf(visitor)).toMatchObject({ user: { email: person.email } });

    const { email, token } = await signInByLink(other);
    provider.signsIn({ ...person, sub: unique('sub'), email: uniqueEmail() });
    await signInAtProvider(other);
    expect(other.cookies.get(COOKIE)).toBe(token);
    const { user } = await sessionOf(other);
    expect(user).toMatchObject({ email });
    expect(await backend().db.$count(accounts, eq(accounts.userId, user.id))).toBe(1);
    expect(errors).toEqual([]);
  });

  if (base === 'production')
    it('signs in with passkeys', async () => {
      const config = site({
        providers: [Passkey],
      });
      const [email, device] = [uniqueEmail(), new Device(SITE)];
      const [visitor, again] = [newVisitor(config), newVisitor(config)];
      await register(visitor, device, email);
      await authenticate(again, device);
      for (const each of [visitor, again]) {
        expect(each.cookies.get(COOKIE)).toMatch(/^[0-9a-f-]{36}$/);
        const answer = await sessionOf(each);
        expect(answer).toMatchObject({ user: { email } });
        expect(JSON.stringify(answer)).not.toContain(each.cookies.get(COOKIE));
      }
      expect(errors).toEqual([]);
    });
}
