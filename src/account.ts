/**
 * What an account page does with the sessions, accounts, passkeys and address of a person.
 *
 * @module authjs-drizzle-mysql/account
 */

import type { AdapterUser } from '@auth/core/adapters';
import { findCurrentSession } from './account/current-session.ts';
import { makeIsFresh, onlyWhenFresh, requireAge } from './account/freshness.ts';
import { type SessionCookieOptions, sessionTokenOf } from './account/session-cookie.ts';
import {
  type AccountOptions,
  requireEmailSignIn,
  type UserAccount,
  userAccountOf,
} from './account/user-account.ts';
import { requireRow, requireText } from './adapter/arguments.ts';
import { prepareFindUsers } from './adapter/find-users.ts';
import { type AdapterSource, partsOf } from './adapter/parts.ts';
import { oncePerObject } from './database/once-per-object.ts';

export type { ListedAccount } from './account/accounts.ts';
export type { ListedPasskey } from './account/passkeys.ts';
export type { SessionCookieOptions } from './account/session-cookie.ts';
export type { ListedSession } from './account/sessions.ts';
export type { AccountOptions, UserAccount } from './account/user-account.ts';
export type { AccountKey } from './adapter/methods.ts';
export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export type { RequestHeaders } from './request/headers.ts';

/**
 * The request of the person, and the site that they are on.
 *
 * @example
 * { headers: await headers() }
 */
export interface CurrentUserOptions extends SessionCookieOptions, AccountOptions {
  /**
   * Seconds for which a session counts as fresh after the sign-in.
   * @default 86400, a day
   */
  readonly freshAgeSeconds?: number | undefined;
}

/**
 * The account of the person who is signed in.
 *
 * `unlinkAccount`, `deletePasskey`, `changeEmail` and `deleteUser` need a fresh session: with an older one they send
 * nothing and reject with `SESSION_NOT_FRESH`.
 */
export interface CurrentUser extends UserAccount {
  /** The session that the request was made in; `isFresh` is as it was then. */
  readonly session: { readonly id: string; readonly expires: Date; readonly isFresh: boolean };
  /** Ends every session of the person but the current one, and returns how many rows went. One DELETE. */
  revokeOtherSessions(): Promise<number>;
}

/**
 * Returns the person whose session a request has in its cookie, with what they can do; null if nobody is signed in.
 *
 * One SELECT, and nothing without a cookie. The methods work on this person's rows alone, whatever they are given; those
 * that somebody has replaced in a copy of the adapter are not called. Rejects with `INVALID_ARGUMENT` for an adapter
 * without a table of sessions, and for options that it cannot work with.
 *
 * @example
 * const me = await currentUser(adapter, { headers: request.headers });
 * if (!me) return Response.redirect(new URL('/signin', request.url));
 * await me.revokeOtherSessions();
 */
export async function currentUser(
  adapter: AdapterSource,
  options: CurrentUserOptions,
): Promise<CurrentUser | null> {
  // The headers of a whole `Request` are no property of its own.
  const given = { ...requireRow(options, 'options'), headers: options.headers };
  const token = sessionTokenOf(given);
  const emailSignIn = requireEmailSignIn(given);
  const freshAgeSeconds = requireAge(given.freshAgeSeconds);
  const parts = await partsOf(adapter);
  const found = await findCurrentSession(parts, token);
  if (!found) return null;
  const { user, sessionToken, id, expires, createdAt } = found;
  const isFresh = makeIsFresh(parts.context, createdAt, freshAgeSeconds);
  const { account, revokeOtherSessions } = userAccountOf(parts, user, emailSignIn, sessionToken);
  const { unlinkAccount, deletePasskey, changeEmail, deleteUser } = account;
  const guarded = { unlinkAccount, deletePasskey, changeEmail, deleteUser };
  return {
    ...account,
    ...onlyWhenFresh(guarded, isFresh, parts.context),
    session: { id, expires, isFresh: isFresh() },
    revokeOtherSessions,
  };
}

const prepareUsers = /* @__PURE__ */ oncePerObject(prepareFindUsers);

/**
 * Returns a user by their id, with what can be done with their account; null if there is none.
 *
 * One SELECT. It checks nobody: for administrators, and for sites with JWT sessions that have checked the token. Take the
 * id from there, never from what a request says.
 *
 * @example
 * const account = await userById(adapter, token.sub);
 * await account?.revokeSessions();
 */
export async function userById(
  adapter: AdapterSource,
  userId: string,
  options: AccountOptions = {},
): Promise<UserAccount | null> {
  requireText(userId, 'userId');
  const emailSignIn = requireEmailSignIn(requireRow(options, 'options'));
  const parts = await partsOf(adapter);
  const { context, signUps } = parts;
  const user: AdapterUser | null = await prepareUsers(context).byId(await context.connect(), userId);
  if (!user) return null;
  signUps.seen(userId);
  return userAccountOf(parts, user, emailSignIn).account;
}
