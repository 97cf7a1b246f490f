import type { AdapterUser } from '@auth/core/adapters';
import { requireOneOf } from '../adapter/arguments.ts';
import type { AccountKey } from '../adapter/methods.ts';
import type { AdapterParts } from '../adapter/parts.ts';
import { type ListedAccount, makeAccountFunctions } from './accounts.ts';
import { makeChangeEmail } from './address.ts';
import { type ListedPasskey, makePasskeyFunctions } from './passkeys.ts';
import { type ListedSession, makeSessionFunctions } from './sessions.ts';

/** The options of both functions. */
export interface AccountOptions {
  /**
   * Whether the site has sign-in links or codes by e-mail, so that somebody with a verified address can always sign in:
   * then their last account or passkey may be removed.
   * @default false
   */
  readonly emailSignIn?: boolean | undefined;
}

/**
 * What can be done with the account of a user, and only with theirs.
 *
 * Rejects as the methods of the adapter do.
 */
export interface UserAccount {
  /** The user, with your own columns. */
  readonly user: AdapterUser;
  /** Returns the sessions that have not expired, the newest first. One SELECT. */
  listSessions(): Promise<ListedSession[]>;
  /**
   * Ends a session of the user by the `id` that `listSessions` gave it, and returns whether there was one.
   *
   * One DELETE; a SELECT before it where the table counts up no id.
   */
  revokeSession(id: string): Promise<boolean>;
  /**
   * Ends every session of the user in the database, also the current one, and returns how many rows went. One DELETE.
   *
   * A JWT stays valid until it expires.
   */
  revokeSessions(): Promise<number>;
  /** Returns the accounts at providers, the oldest first, without tokens and those of passkeys. One SELECT. */
  listAccounts(): Promise<ListedAccount[]>;
  /**
   * Unlinks an account at a provider, and returns whether the user had it; those of passkeys are left to `deletePasskey`.
   *
   * One DELETE, and a SELECT if nothing was deleted. Rejects with `LAST_SIGN_IN_METHOD` if the user could then never sign
   * in again; that of `currentUser` also with `SESSION_NOT_FRESH`.
   */
  unlinkAccount(key: AccountKey): Promise<boolean>;
  /** Returns the passkeys, the newest first. One SELECT. */
  listPasskeys(): Promise<ListedPasskey[]>;
  /**
   * Deletes a passkey with its account, and returns whether the user had it.
   *
   * Two DELETEs, and a SELECT if the first deleted nothing. Rejects with `LAST_SIGN_IN_METHOD` and `SESSION_NOT_FRESH` as
   * `unlinkAccount` does.
   */
  deletePasskey(credentialID: string): Promise<boolean>;
  /**
   * Gives the user another address, in lower case as Auth.js looks it up, and returns them. The sign-in links that were
   * sent to the old address are void.
   *
   * `isVerified` takes your word that a link or code to the new address was followed; whoever has an address can sign in
   * with it, if the site has sign-in links.
   *
   * One UPDATE, SELECTs before and after it, and a DELETE as `deleteUser` has it. Rejects with `EMAIL_TAKEN`,
   * `EMAIL_LOOKALIKE` or `USER_NOT_FOUND`; that of `currentUser` also with `SESSION_NOT_FRESH`.
   */
  changeEmail(email: string, options: { readonly isVerified: boolean }): Promise<AdapterUser>;
  /**
   * Deletes the user with everything that belongs to them, as `deleteUser` of the adapter does; that of `currentUser`
   * rejects with `SESSION_NOT_FRESH`.
   */
  deleteUser(): Promise<undefined>;
}

/** Returns the option `emailSignIn`, which must be a boolean. */
export function requireEmailSignIn({ emailSignIn = false }: AccountOptions): boolean {
  requireOneOf([true, false], emailSignIn, 'emailSignIn');
  return emailSignIn;
}

/** Makes the account of a user; `currentToken` is that of the session that the request was made in, if there is one. */
export function userAccountOf(
  parts: AdapterParts,
  user: AdapterUser,
  emailSignIn: boolean,
  currentToken?: string,
) {
  const { context, methods } = parts;
  const { revokeOtherSessions, ...sessionFunctions } = makeSessionFunctions(context, user.id, currentToken);
  const account: UserAccount = {
    user,
    ...sessionFunctions,
    ...makeAccountFunctions(context, user.id, emailSignIn),
    ...makePasskeyFunctions(context, user.id, emailSignIn),
    changeEmail: makeChangeEmail(parts, user.id),
    deleteUser: () => methods.deleteUser(user.id),
  };
  return { account, revokeOtherSessions };
}
