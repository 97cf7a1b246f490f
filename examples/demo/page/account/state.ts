import type { CurrentUser, ListedAccount, ListedPasskey, ListedSession } from 'authjs-drizzle-mysql/account';
import type { OpenDatabase } from '../../settings.ts';
import { hasPassword } from '../../stored-passwords.ts';

/** What the account page shows of a person. */
export interface AccountState {
  readonly user: CurrentUser['user'];
  /** Whether they signed in recently enough for what cannot be undone. */
  readonly isFresh: boolean;
  readonly sessions: readonly ListedSession[];
  readonly accounts: readonly ListedAccount[];
  readonly passkeys: readonly ListedPasskey[];
  readonly hasPassword: boolean;
}

/** Reads what the account page shows of a person: one statement for each list, and one for the password. */
export async function readAccount(me: CurrentUser, database: OpenDatabase): Promise<AccountState> {
  const [sessions, accounts, passkeys, isSet] = await Promise.all([
    me.listSessions(),
    me.listAccounts(),
    me.listPasskeys(),
    hasPassword(database, me.user.id),
  ]);
  return { user: me.user, isFresh: me.session.isFresh, sessions, accounts, passkeys, hasPassword: isSet };
}

/**
 * Says whether a person has only one way to sign in, so that the page does not offer to remove it.
 *
 * The database decides, when the form arrives: another tab may have removed something meanwhile.
 */
export function hasOneWayIn({ user, accounts, passkeys, hasPassword }: AccountState): boolean {
  return accounts.length + passkeys.length + (user.emailVerified ? 1 : 0) + (hasPassword ? 1 : 0) <= 1;
}
