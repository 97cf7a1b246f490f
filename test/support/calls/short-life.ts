import { expect } from 'vitest';
import type { Adapter } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../rows/samples.ts';

/** Makes a user, links an account, signs in, finds and deletes them, with a passkey where the tables have those. */
export async function expectShortLife(adapter: Adapter, extra: object = {}): Promise<void> {
  const user = await adapter.createUser({ ...newUser(), ...extra });
  expect(await adapter.getUser(user.id)).toEqual(user);
  const account = newAccount(user.id);
  await adapter.linkAccount(account);
  expect(await adapter.getUserByAccount(account)).toEqual(user);
  const session = await signIn(adapter, user.id);
  expect(await adapter.getSessionAndUser(session.sessionToken)).toEqual({ session, user });
  await redeemToken(adapter);
  await usePasskey(adapter, user.id);

  await adapter.deleteUser(user.id);
  expect(await adapter.getUser(user.id)).toBeNull();
  expect(await adapter.getUserByAccount(account)).toBeNull();
  expect(await adapter.getSessionAndUser(session.sessionToken)).toBeNull();
}

async function redeemToken(adapter: Adapter): Promise<void> {
  const token = { identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() };
  await adapter.createVerificationToken(token);
  expect(await adapter.useVerificationToken(token)).toEqual(token);
  expect(await adapter.useVerificationToken(token)).toBeNull();
}

async function usePasskey(adapter: Adapter, userId: string): Promise<void> {
  const authenticator = {
    credentialID: btoa(unique('credential')),
    userId,
    providerAccountId: unique('passkey'),
    credentialPublicKey: btoa(unique('key')),
    counter: 0,
    credentialDeviceType: 'multiDevice',
    credentialBackedUp: true,
    transports: 'internal,hybrid',
  };
  if (!adapter.createAuthenticator) return;
  await adapter.createAuthenticator(authenticator);
  expect(await adapter.listAuthenticatorsByUserId?.(userId)).toEqual([authenticator]);
}
