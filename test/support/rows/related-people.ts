import type { MySqlAdapterMethods } from '../../../src/index.ts';
import { inAnHour, newAccount, newUser, unique } from './samples.ts';

/** Signs two people up: one with two accounts and a session, and one with nothing. */
export async function addPeople(adapter: MySqlAdapterMethods) {
  const ada = await adapter.createUser(newUser());
  const grace = await adapter.createUser(newUser());
  for (const provider of ['github', 'google']) await adapter.linkAccount(newAccount(ada.id, { provider }));
  const { sessionToken } = await adapter.createSession({
    sessionToken: unique('session'),
    userId: ada.id,
    expires: inAnHour(),
  });
  return { ada, grace, sessionToken };
}

/** Makes a passkey of a user, as Auth.js passes it on, with an id of the greatest length. */
export const newPasskey = (userId: string) => ({
  credentialID: unique('').replace(/[-_]/g, '+').padEnd(512, '/A=='),
  userId,
  providerAccountId: unique('credential'),
  credentialPublicKey: 'key',
  counter: 4_294_967_295,
  credentialDeviceType: 'multiDevice',
  credentialBackedUp: true,
});
