import { expect } from 'vitest';
import type { Adapter } from '../../backends/backend.ts';
import { newAccount, newUser, unique } from '../rows/samples.ts';

/** An hour that clocks in New York skip, one that they show twice, and moments beyond what 32 bits count. */
const SKIPPED = new Date('2026-03-08T02:30:00.001Z');
const TWICE = new Date('2026-11-01T01:30:00.999Z');
const LATE = new Date('2100-12-31T23:59:59.999Z');
const BEFORE_1970 = new Date('1969-12-31T23:59:59.999Z');

/** Text that every layer could take for syntax of its own: quotes, escapes, placeholders, and letters of four bytes. */
const NAME = `Łucja 🦊 'q' "d" \`b\` \\ \\' ? ?? :name @x % _ || -- #`;

/** Returns a day before the dates above that lie in the future. */
const now = () => new Date('2026-01-31T12:34:56.789Z');

/** The options of an adapter for {@link expectWholeLife}. */
export const wholeLifeOptions = { now };

/** Takes a person through every method of an adapter, and expects what the default settings give. */
export async function expectWholeLife(adapter: Adapter): Promise<void> {
  const { id: _, ...given } = newUser({ name: NAME, emailVerified: SKIPPED, image: null });
  const user = await adapter.createUser({ ...given, id: '' });
  expect(user).toEqual({ ...given, id: expect.stringMatching(/^[0-9a-z]{12}$/) });
  expect(await adapter.getUser(user.id)).toEqual(user);
  expect(await adapter.getUserByEmail(user.email.toUpperCase())).toEqual(user);
  await expect(adapter.createUser(newUser({ email: user.email }))).rejects.toMatchObject({
    code: 'EMAIL_TAKEN',
  });

  const tokens = { access_token: NAME, refresh_token: "it's", expires_at: 2 ** 31 - 1 };
  const account = await adapter.linkAccount(
    newAccount(user.id, { ...tokens, providerAccountId: unique('?') }),
  );
  expect(account).toMatchObject(tokens);
  expect(await adapter.linkAccount(account)).toEqual(account);
  expect(await adapter.getAccount(account.providerAccountId, account.provider)).toEqual(account);
  expect(await adapter.getUserByAccount(account)).toEqual(user);

  const changes = { emailVerified: BEFORE_1970, name: null };
  // The second time nothing changes, which drivers count as one row or none.
  for (const _ of [1, 2]) {
    expect(await adapter.updateUser({ id: user.id, ...changes })).toEqual({ ...user, ...changes });
  }
  expect(await adapter.getUser(user.id)).toEqual({ ...user, ...changes });

  await expectSessions(adapter, user.id);
  const token = { identifier: user.email, token: unique("token'"), expires: TWICE };
  expect(await adapter.createVerificationToken(token)).toEqual(token);
  expect(await adapter.useVerificationToken({ ...token, identifier: '0' })).toBeNull();
  expect(await adapter.useVerificationToken(token)).toEqual(token);
  expect(await adapter.useVerificationToken(token)).toBeNull();

  await adapter.unlinkAccount(account);
  expect(await adapter.getAccount(account.providerAccountId, account.provider)).toBeNull();
  await adapter.deleteUser(user.id);
  expect(await adapter.getUser(user.id)).toBeNull();
}

async function expectSessions(adapter: Adapter, userId: string): Promise<void> {
  const session = { sessionToken: unique('session"'), userId, expires: TWICE };
  const { sessionToken } = session;
  expect(await adapter.createSession(session)).toEqual(session);
  expect((await adapter.getSessionAndUser(sessionToken))?.session).toEqual(session);
  for (const _ of [1, 2]) await adapter.updateSession({ sessionToken, expires: LATE });
  expect(await adapter.getSessionAndUser(sessionToken)).toMatchObject({
    session: { ...session, expires: LATE },
    user: { id: userId, name: null, emailVerified: BEFORE_1970 },
  });
  const over = { ...session, sessionToken: unique('over'), expires: now() };
  expect(await adapter.createSession(over)).toEqual(over);
  await adapter.updateSession({ ...over, expires: LATE });
  expect(await adapter.getSessionAndUser(over.sessionToken)).toBeNull();
  await adapter.deleteSession(sessionToken);
  expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
}
