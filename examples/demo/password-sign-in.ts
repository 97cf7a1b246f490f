import type { AdapterUser } from '@auth/core/adapters';
import type { CredentialsConfig } from '@auth/core/providers';
import Credentials from '@auth/core/providers/credentials';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { addressFrom } from './address.ts';
import { isPassword } from './passwords.ts';
import type { OpenDatabase } from './settings.ts';
import { readPasswordHash } from './stored-passwords.ts';

/** Returns the path of the page that asks for a password. */
export function passwordPath(query: { readonly email: string; readonly error?: string }): string {
  return `/password?${new URLSearchParams({ ...query })}`;
}

/**
 * Configures the sign-in by a password.
 *
 * Nothing here limits how often somebody guesses: on a site that others reach, do that by address and by network.
 */
export function passwordSignIn(database: OpenDatabase, adapter: MySqlAdapterMethods): CredentialsConfig {
  return Credentials({
    id: 'password',
    name: 'Password',
    credentials: { email: {}, password: {} },
    authorize: ({ email, password }) => personWith(database, adapter, textOf(email), textOf(password)),
  });
}

/** Returns the user with an address and a password; the same statements and the same work for every address. */
async function personWith(
  database: OpenDatabase,
  adapter: MySqlAdapterMethods,
  email: string,
  password: string,
): Promise<AdapterUser | null> {
  const user = await adapter.getUserByEmail(addressFrom(email) ?? '');
  const passwordHash = await readPasswordHash(database, user?.id ?? '');
  return (await isPassword(password, passwordHash)) ? user : null;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
