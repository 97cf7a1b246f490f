import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { nanoid } from 'nanoid';
import type { Adapter } from '../../backends/backend.ts';

/** Makes a value that no other test has, so that tests share a database in any order. */
export const unique = (prefix = 'x') => `${prefix}-${nanoid(16)}`;

export const uniqueEmail = () => `${unique('ada')}@example.com`.toLowerCase();

/** Makes an id that has letters, so that it can be written in another case. */
export const lowerCaseId = () => `z${unique('u').toLowerCase()}`.slice(0, 12);

/** Makes a user as Auth.js hands it to createUser: with an id that the adapter is to ignore. */
export const newUser = (values: Partial<AdapterUser> = {}): AdapterUser => ({
  id: crypto.randomUUID(),
  name: 'Ada Lovelace',
  email: uniqueEmail(),
  image: 'https://example.com/ada.png',
  emailVerified: null,
  ...values,
});

export const newAccount = (userId: string, values: Partial<AdapterAccount> = {}): AdapterAccount => ({
  userId,
  type: 'oauth',
  provider: 'github',
  providerAccountId: unique('account'),
  ...values,
});

export const inAnHour = () => new Date(Date.now() + 3_600_000);
export const anHourAgo = () => new Date(Date.now() - 3_600_000);

/** Signs a user in, by default a new one, and returns the session. */
export async function signIn(adapter: Adapter, userId?: string, expires = inAnHour()) {
  const id = userId ?? (await adapter.createUser(newUser())).id;
  return adapter.createSession({ sessionToken: unique('session'), userId: id, expires });
}
