import type { CurrentUser, ListedAccount, ListedPasskey, ListedSession } from 'authjs-drizzle-mysql/account';

/** What the account page shows of a person. */
export interface AccountState {
  readonly user: CurrentUser['user'];
  /** Whether they signed in recently enough for what cannot be undone. */
  readonly isFresh: boolean;
  readonly sessions: readonly ListedSession[];
  readonly accounts: readonly ListedAccount[];
  readonly passkeys: readonly ListedPasskey[];
}

/** Reads what the account page shows of a person: one statement for each list. */
export async function readAccount(me: CurrentUser): Promise<AccountState> {
  const [sessions, accounts, passkeys] = await Promise.all([
    me.listSessions(),
    me.listAccounts(),
    me.listPasskeys(),
  ]);
  return { user: me.user, isFresh: me.session.isFresh, sessions, accounts, passkeys };
}

/**
 * Says whether a person has only one way to sign in, so that the page does not offer to remove it.
 *
 * The database decides, when the form arrives: another tab may have removed something meanwhile.
 */
export function hasOneWayIn({ user, accounts, passkeys }: AccountState): boolean {
  return accounts.length + passkeys.length + (user.emailVerified ? 1 : 0) <= 1;
}
