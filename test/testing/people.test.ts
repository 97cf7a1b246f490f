import { Auth } from '@auth/core';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { signInForTest, type TestSignIn } from '../../src/testing.ts';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../support/rows/samples.ts';
import { onEverySite } from './on-every-site.ts';

const baseUrl = 'http://localhost:3000';

/** Asks Auth.js who is signed in. */
async function readSession(adapter: Adapter, { headers }: Pick<TestSignIn, 'headers'>) {
  const request = new Request(`${baseUrl}/auth/session`, { headers });
  return (await Auth(request, configureAuth(adapter, []))).json();
}

onEverySite((site) => {
  describe('a new person', () => {
    it('is signed in for Auth.js, with one INSERT of the user and one of the session', async () => {
      const adapter = site().adapter();
      let ada: TestSignIn | undefined;
      const sent = await site().open.statementsOf(async () => {
        ada = await signInForTest(adapter, { baseUrl });
      });
      // A default of your own is read back.
      const reads = 'role' in site().tables.users ? ['select'] : [];
      expect(sent.map((statement) => statement.slice(0, 6))).toEqual(['insert', ...reads, 'insert']);
      if (!ada) throw new Error('Expected somebody to be signed in.');
      expect(ada.user).toMatchObject({
        name: 'Test User',
        email: expect.stringMatching(/^test-[0-9a-f]{12}@example\.com$/),
      });
      expect(await adapter.getSessionAndUser(ada.session.sessionToken)).toEqual({
        user: ada.user,
        session: ada.session,
      });
      expect(await readSession(adapter, ada)).toMatchObject({ user: { email: ada.user.email } });
    });

    it('has an address of their own, and every value that is given', async () => {
      const adapter = site().adapter();
      const [one, other] = [
        await signInForTest(adapter, { baseUrl }),
        await signInForTest(adapter, { baseUrl, user: {} }),
      ];
      expect(one.user.email).not.toBe(other.user.email);
      expect(one.session.sessionToken).not.toBe(other.session.sessionToken);
      const given = {
        name: 'Ada',
        email: uniqueEmail(),
        emailVerified: new Date('2026-01-31T12:00:00Z'),
        image: null,
      };
      const { user } = await signInForTest(adapter, { baseUrl, user: given });
      expect(user).toMatchObject(given);
      expect(await adapter.getUser(user.id)).toEqual(user);
    });

    it('is deleted with everything that belongs to them, once', async () => {
      const adapter = site().adapter();
      const { users, accounts, sessions, verificationTokens } = site().tables;
      const bob = await signIn(adapter);
      const before = await site().count(users, accounts, sessions, verificationTokens);
      const { user, cleanUp } = await signInForTest(adapter, { baseUrl });
      await signIn(adapter, user.id);
      await adapter.linkAccount(newAccount(user.id));
      await adapter.createAuthenticator?.(newPasskey(user.id));
      await adapter.createVerificationToken({ identifier: user.email, token: unique(), expires: inAnHour() });
      const [first] = await Promise.all([cleanUp(), cleanUp()]);
      expect(first).toBeUndefined();
      expect(await site().count(users, accounts, sessions, verificationTokens)).toEqual(before);
      expect((await adapter.listAuthenticatorsByUserId?.(user.id)) ?? []).toEqual([]);
      expect(await site().open.statementsOf(cleanUp)).toEqual([]);
      expect(await adapter.getSessionAndUser(bob.sessionToken)).not.toBeNull();
    });

    it('is deleted at the end of a block', async () => {
      const adapter = site().adapter();
      let id = '';
      {
        await using ada = await signInForTest(adapter, { baseUrl });
        id = ada.user.id;
        expect(await adapter.getUser(id)).toEqual(ada.user);
      }
      expect(await adapter.getUser(id)).toBeNull();
    });
  });

  describe('somebody who exists', () => {
    it('is signed in by their id, and nothing else of them changes', async () => {
      const adapter = site().adapter();
      const user = await adapter.createUser(newUser());
      const earlier = await signIn(adapter, user.id);
      const asItWas = { ...user, name: 'Somebody else' };
      const ada = await signInForTest(adapter, { baseUrl, user: asItWas });
      expect(ada.user).toEqual(user);
      expect(await readSession(adapter, ada)).toMatchObject({ user: { email: user.email } });
      await ada.cleanUp();
      expect(await adapter.getSessionAndUser(ada.session.sessionToken)).toBeNull();
      expect(await adapter.getSessionAndUser(earlier.sessionToken)).toEqual({ session: earlier, user });
      expect(await site().open.statementsOf(ada.cleanUp)).toEqual([]);
    });

    it('cannot be made by an id', async () => {
      const { users } = site().tables;
      const [before] = await site().count(users);
      const signedIn = signInForTest(site().adapter(), { baseUrl, user: { id: 'nobody' } });
      await expect(signedIn).rejects.toMatchObject({
        code: 'USER_NOT_FOUND',
        message: expect.stringContaining('there is none with this id'),
      });
      const taken = uniqueEmail();
      await signInForTest(site().adapter(), { baseUrl, user: { email: taken } });
      await expect(
        signInForTest(site().adapter(), { baseUrl, user: { email: taken } }),
      ).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
      expect(await site().count(users)).toEqual([(before ?? 0) + 1]);
    });
  });

  it('ends the session when it is told to, in the row and in the cookie', async () => {
    const { sessions } = site().tables;
    // What the browser and Auth.js go by is not the time that a test gives the adapter.
    const adapter = site().adapter({ now: () => new Date('2001-01-01T00:00:00Z') });
    for (const [maxAgeSeconds, seconds] of [
      [3600, 3600],
      [undefined, 2_592_000],
    ] as const) {
      const before = Date.now();
      const { session, cookies } = await signInForTest(adapter, { baseUrl, maxAgeSeconds });
      const after = Date.now();
      const [row] = await site()
        .open.db.select()
        .from(sessions)
        .where(eq(sessions.sessionToken, session.sessionToken));
      expect(row?.expires).toEqual(session.expires);
      const startedAt = Number(session.expires) - seconds * 1000;
      // A column may keep whole seconds.
      expect(startedAt).toBeGreaterThan(before - 1000);
      expect(startedAt).toBeLessThanOrEqual(after);
      expect(cookies[0]?.expires).toBe(Math.floor(Number(session.expires) / 1000));
    }
  });

  it("calls the adapter's own methods, not those that replace them, and takes a function that returns an adapter", async () => {
    const replaced = () => Promise.reject(new Error('Expected not to be called.'));
    const adapter = site().adapter();
    const copy = {
      ...adapter,
      createUser: replaced,
      getUser: replaced,
      createSession: replaced,
      deleteUser: replaced,
    };
    for (const given of [copy, () => copy, async () => copy]) {
      const { user, cleanUp } = await signInForTest(given, { baseUrl });
      const again = await signInForTest(given, { baseUrl, user });
      expect(await adapter.getSessionAndUser(again.session.sessionToken)).not.toBeNull();
      await cleanUp();
      expect(await adapter.getUser(user.id)).toBeNull();
    }
  });
});
