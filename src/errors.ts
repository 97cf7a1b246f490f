/**
 * What went wrong, for code that reacts to it; docs/errors.md says what to do about each.
 *
 * - `INVALID_ARGUMENT`: a value is of the wrong kind, or text that its column cannot hold; nothing was written.
 * - `VALUE_TOO_LONG`: a value is longer than its column; nothing is ever truncated, and nothing was written.
 * - `EMAIL_TAKEN`: another user has this e-mail address.
 * - `EMAIL_LOOKALIKE`: another user has an address that the database cannot tell from this one.
 * - `ACCOUNT_ALREADY_LINKED`: this provider account belongs to another user.
 * - `ACCOUNT_LOOKALIKE`: another user has a provider account that the database cannot tell from this one.
 * - `USER_NOT_FOUND`: the user does not exist, or no longer does.
 * - `AUTHENTICATOR_NOT_FOUND`: the passkey does not exist, or no longer does.
 * - `USER_INACTIVE`: the option `isActive` does not hold for the user, who gets no session.
 * - `LAST_SIGN_IN_METHOD`: without it, the user could never sign in again; nothing was removed.
 * - `SESSION_NOT_FRESH`: the sign-in is too long ago for what was asked; nothing has changed.
 * - `REFRESH_REFUSED`: the provider issued no new access token.
 * - `REFRESH_FAILED`: the provider could not be asked for a new access token, or failed itself; the grant may be fine.
 * - `DECRYPTION_FAILED`: a stored token of a provider cannot be decrypted with the keys that are there.
 * - `DUPLICATE`: a row with the same value in another unique index already exists.
 * - `CONNECTION_LOST`: the database could not be reached or was not ready, or the connection broke; nothing has changed.
 * - `OUTCOME_UNKNOWN`: a write got no answer, could not be read back, or is in a transaction that nobody commits: it may
 *   or may not have happened.
 * - `RETRIES_EXHAUSTED`: a deadlock or another conflict remained after three retries, or happened in a transaction of
 *   your own, where nothing is retried; nothing has changed.
 * - `UNSUPPORTED_CLIENT`: the client is not one that Drizzle's driver can use.
 * - `DATABASE`: any other error from the database.
 */
export type MySqlAdapterErrorCode =
  | 'INVALID_ARGUMENT'
  | 'VALUE_TOO_LONG'
  | 'EMAIL_TAKEN'
  | 'EMAIL_LOOKALIKE'
  | 'ACCOUNT_ALREADY_LINKED'
  | 'ACCOUNT_LOOKALIKE'
  | 'USER_NOT_FOUND'
  | 'AUTHENTICATOR_NOT_FOUND'
  | 'USER_INACTIVE'
  | 'LAST_SIGN_IN_METHOD'
  | 'SESSION_NOT_FRESH'
  | 'REFRESH_REFUSED'
  | 'REFRESH_FAILED'
  | 'DECRYPTION_FAILED'
  | 'DUPLICATE'
  | 'CONNECTION_LOST'
  | 'OUTCOME_UNKNOWN'
  | 'RETRIES_EXHAUSTED'
  | 'UNSUPPORTED_CLIENT'
  | 'DATABASE';

/** Where an error happened and what caused it, as far as known. */
export interface MySqlAdapterErrorDetails {
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly cause?: Error | undefined;
}

/**
 * The error for every failure of the adapter, with a stable `code`.
 *
 * `table` and `column` are SQL names. `cause` carries the database's own code and number, and the stack frames. No part
 * of the error holds a token, an address or SQL text, because Auth.js logs all of it.
 *
 * @example
 * try {
 *   await adapter.createUser(user);
 * } catch (error) {
 *   if (error instanceof MySqlAdapterError && error.code === 'EMAIL_TAKEN') return askToSignIn();
 *   throw error;
 * }
 */
export class MySqlAdapterError extends Error {
  override readonly name = 'MySqlAdapterError';
  readonly code: MySqlAdapterErrorCode;
  readonly table: string | undefined;
  readonly column: string | undefined;

  constructor(code: MySqlAdapterErrorCode, message: string, details: MySqlAdapterErrorDetails = {}) {
    super(message, details.cause && { cause: details.cause });
    this.code = code;
    this.table = details.table;
    this.column = details.column;
  }

  /** Returns whether a value is such an error, also one of another copy of this module, as bundlers make them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore-start lint/complexity/noThisInStatic: a class that extends this one asks for its own instances.
    if (super[Symbol.hasInstance](value)) return true;
    return this === MySqlAdapterError && value instanceof Error && value.name === 'MySqlAdapterError';
    // biome-ignore-end lint/complexity/noThisInStatic: as above
  }
}
