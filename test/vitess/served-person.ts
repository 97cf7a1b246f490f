import { expect } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { newCredentialId, newPasskey } from '../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, unique, uniqueEmail } from '../support/rows/samples.ts';

/** Makes up all that identifies somebody. */
export const newPerson = () => ({
  email: uniqueEmail(),
  providerAccountId: unique('account'),
  sessionToken: unique('session'),
  credentialID: newCredentialId(),
});
/** All that identifies somebody. */
export type Person = ReturnType<typeof newPerson>;

/** Signs a person up, finds them by everything, and deletes them. */
export async function expectServed(
  adapter: Adapter,
  { email, providerAccountId, ...ids }: Person,
): Promise<void> {
  const { sessionToken, credentialID } = ids;
  const user = await adapter.createUser(newUser({ email }));
  const account = newAccount(user.id, { providerAccountId });
  await adapter.linkAccount(account);
  await adapter.createSession({ sessionToken, userId: user.id, expires: inAnHour() });
  await adapter.createAuthenticator?.(newPasskey(user.id, { credentialID }));
  const token = { identifier: email, token: unique('token'), expires: inAnHour() };
  await adapter.createVerificationToken(token);
  expect(await adapter.useVerificationToken(token)).toMatchObject({ token: token.token });
  const findAll = async () => [
    (await adapter.getUserByEmail(email))?.id,
    (await adapter.getUserByAccount(account))?.id,
    (await adapter.getSessionAndUser(sessionToken))?.user.id,
    (await adapter.getAuthenticator?.(credentialID))?.userId,
  ];
  expect(await findAll()).toEqual([user.id, user.id, user.id, user.id]);
  await adapter.deleteUser(user.id);
  expect(await findAll()).toEqual([undefined, undefined, undefined, undefined]);
}
