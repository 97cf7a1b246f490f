import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { userById } from 'authjs-drizzle-mysql/account';
import { oneTimeTokens } from 'authjs-drizzle-mysql/one-time-tokens';
import type { OpenDatabase } from './settings.ts';
import { storePassword } from './stored-passwords.ts';

/** What the link to a new password carries. */
export interface ResetLink {
  readonly email: string;
  readonly token: string;
}

// For an address and not for a user: a link that was sent to an address that somebody gave up must not work.
const resetTokens = (adapter: MySqlAdapterMethods) =>
  oneTimeTokens(adapter, { purpose: 'password-reset', maxAgeSeconds: 30 * 60 });

/**
 * Makes a token for a new password; null if nobody has the address.
 *
 * The statements are the same for every address, so that the time they take does not tell who has an account.
 */
export async function createResetToken(adapter: MySqlAdapterMethods, email: string): Promise<string | null> {
  const user = await adapter.getUserByEmail(email);
  const token = await resetTokens(adapter).create(email);
  return user && token;
}

/** Uses up a token for a new password, sets it, and ends all sessions; says whether the token was good. */
export async function resetPassword(
  database: OpenDatabase,
  adapter: MySqlAdapterMethods,
  { email, token, password }: ResetLink & { readonly password: string },
): Promise<boolean> {
  if (!(await resetTokens(adapter).use(email, token))) return false;
  const user = await adapter.getUserByEmail(email);
  if (!user) return false;
  await storePassword(database, user.id, password);
  // Only now, so that nobody signs in with the old password in between.
  await (await userById(adapter, user.id))?.revokeSessions();
  return true;
}
