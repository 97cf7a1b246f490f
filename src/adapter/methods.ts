import type {
  AdapterAccount,
  AdapterAuthenticator,
  AdapterSession,
  AdapterUser,
  VerificationToken,
} from '@auth/core/adapters';

/**
 * The key of an account at a provider.
 *
 * At run time `providerAccountId` may also be a whole number or a bigint, since some providers send one whatever the
 * type says; it is stored and returned as text.
 */
export type AccountKey = Pick<AdapterAccount, 'provider' | 'providerAccountId'>;

/** A session with the user who is signed in. */
export interface SessionAndUser {
  session: AdapterSession;
  user: AdapterUser;
}

/**
 * The methods for passkeys, which exist if the option `tables` has `authenticators`.
 *
 * @see https://authjs.dev/getting-started/authentication/webauthn
 */
export interface AuthenticatorMethods {
  /**
   * Creates a passkey and returns it. One INSERT.
   *
   * Transports that do not fit are stored as null, with a warning. Rejects with `USER_NOT_FOUND` if the user is gone,
   * `DUPLICATE` if the credential exists. If it fails, the account that Auth.js linked for it is deleted: it
   * would let in whoever registers a passkey with the same id. If it fails during a
   * sign-up with a passkey that is less than a minute old, the user, account and session are deleted again (option
   * `undoFailedSignUp`).
   */
  createAuthenticator(authenticator: AdapterAuthenticator): Promise<AdapterAuthenticator>;
  /** Returns the passkey with a credential id in standard base64, or null. One SELECT. */
  getAuthenticator(credentialID: string): Promise<AdapterAuthenticator | null>;
  /** Returns the passkeys of a user, the newest first; none if the user does not exist. One SELECT. */
  listAuthenticatorsByUserId(userId: string): Promise<AdapterAuthenticator[]>;
  /**
   * Stores how often a passkey has been used, from 0 to 2^32 - 1, and returns it. One UPDATE and one SELECT.
   *
   * Rejects with `AUTHENTICATOR_NOT_FOUND`.
   */
  updateAuthenticatorCounter(credentialID: string, newCounter: number): Promise<AdapterAuthenticator>;
}

/**
 * What `MySqlAdapter` returns: Auth.js's `Adapter`, with every method for which there are tables.
 *
 * Rows are plain objects with Auth.js's properties and your own extra columns, without `createdAt`, `updatedAt` and ids
 * that the database counts up. A method that fails rejects with a `MySqlAdapterError`; `INVALID_ARGUMENT`,
 * `VALUE_TOO_LONG` (in writes) and the codes of a failing database apply to all methods and are not repeated below.
 * Looking up text that no row can hold finds nothing, and nothing is sent.
 *
 * @see https://authjs.dev/reference/core/adapters
 */
export interface MySqlAdapterMethods extends Partial<AuthenticatorMethods> {
  /**
   * Creates a user with a new id and returns it; the given `id` is not used.
   *
   * One INSERT, and a SELECT if the database filled in or rewrote a column of your own. Rejects with `EMAIL_TAKEN` or
   * `EMAIL_LOOKALIKE` if another user has the address. If the table declares no unique index on it, a SELECT asks first,
   * and calls for one address wait for each other in this process. A `name` or an `image` that does not fit its column
   * is stored as null, with a warning.
   */
  createUser(user: AdapterUser): Promise<AdapterUser>;
  /** Returns the user with an id, or null. One SELECT. */
  getUser(id: string): Promise<AdapterUser | null>;
  /**
   * Returns the user with an e-mail address, in any case of the letters A to Z, or null. One SELECT.
   *
   * A user who is left from a sign-up that failed in this process is removed instead, by one DELETE, if the address is
   * not verified and there is no account, session or passkey; after a sign-up with a passkey, its account and one
   * session may exist and are deleted too (option `undoFailedSignUp`).
   */
  getUserByEmail(email: string): Promise<AdapterUser | null>;
  /** Returns the user who owns an account at a provider, or null. One SELECT. */
  getUserByAccount(account: AccountKey): Promise<AdapterUser | null>;
  /**
   * Changes the given properties of a user and returns all of them: undefined leaves a column alone, null clears it.
   *
   * One UPDATE and one SELECT, and a SELECT before them if an address is given and the table declares no unique index on
   * it. Rejects with `USER_NOT_FOUND`, `EMAIL_TAKEN` or `EMAIL_LOOKALIKE`. A value that does not fit is refused, since
   * null would erase the old one.
   */
  updateUser(user: Partial<AdapterUser> & Pick<AdapterUser, 'id'>): Promise<AdapterUser>;
  /**
   * Deletes a user with all sessions, accounts and passkeys, or nothing; pending verification tokens are deleted first.
   *
   * One SELECT and two DELETEs, without a transaction; one more for an address that is stored with capital letters, and
   * for each of its spellings if the table of verification tokens declares no index on the identifier. Deleting a user
   * who does not exist is not an error. Rejects with `DATABASE` if a foreign key of your own forbids it. If the server
   * refuses a DELETE from several tables, as a sharded one does, the user is deleted first and the rest with one
   * statement per table: a failure in between leaves rows without a user, which the next call removes.
   */
  deleteUser(userId: string): Promise<undefined>;
  /**
   * Links an account at a provider to a user and returns it, without extra columns that the database fills in; linking
   * it again to the same user changes nothing.
   *
   * One INSERT, after a SELECT if the table declares no unique index on provider and account id. Rejects with
   * `ACCOUNT_ALREADY_LINKED` if another user has it, `ACCOUNT_LOOKALIKE` if another user has one that the database
   * cannot tell from it, `USER_NOT_FOUND` if the user is gone. An account whose user is gone is replaced. `expires_at`
   * is rounded down. Whatever else a provider adds to the key and the tokens, such as a scope, is stored as null if it
   * does not fit its column, with a warning; so are tokens with `oversizedTokens: 'drop'`.
   *
   * If it fails for a user whom `createUser` made less than a minute before and whom no method has returned since, that
   * user is deleted again, if the address is not verified and there is no account, session or passkey (option
   * `undoFailedSignUp`).
   */
  linkAccount(account: AdapterAccount): Promise<AdapterAccount>;
  /**
   * Unlinks an account at a provider; it is not an error if there is none.
   *
   * One DELETE, sent again if the connection was lost.
   */
  unlinkAccount(account: AccountKey): Promise<undefined>;
  /** Returns an account at a provider, or null. One SELECT. */
  getAccount(providerAccountId: string, provider: string): Promise<AdapterAccount | null>;
  /**
   * Creates a session and returns it, without extra columns that the database fills in. One INSERT.
   *
   * Rejects with `USER_NOT_FOUND` if the user is gone, `DUPLICATE` if the token exists, and with `USER_INACTIVE`, after a
   * SELECT, if the option `isActive` does not hold for the user.
   */
  createSession(session: AdapterSession): Promise<AdapterSession>;
  /**
   * Returns a live session and its user, or null; an expired session stays in the table, and so does that of a user for
   * whom the option `isActive` does not hold. One SELECT.
   */
  getSessionAndUser(sessionToken: string): Promise<SessionAndUser | null>;
  /**
   * Changes a session that has not expired. One UPDATE, sent again if the connection was lost.
   *
   * Returns nothing, and does nothing if there is no such session: a row count cannot tell the two apart. With a
   * `userId`, only a session of that user is changed.
   */
  updateSession(session: Partial<AdapterSession> & Pick<AdapterSession, 'sessionToken'>): Promise<undefined>;
  /** Deletes a session; it is not an error if there is none. One DELETE, sent again if the connection was lost. */
  deleteSession(sessionToken: string): Promise<undefined>;
  /**
   * Creates a verification token and returns it, as `createSession` does.
   *
   * One INSERT; rejects with `DUPLICATE` if the token exists.
   */
  createVerificationToken(verificationToken: VerificationToken): Promise<VerificationToken>;
  /**
   * Redeems a verification token once, however many requests race: returns it and deletes it, or returns null.
   *
   * One SELECT and one DELETE. An expired token is returned too, since Auth.js checks the date itself. Without an
   * `identifier`, as from a link without an address, the token alone decides.
   */
  useVerificationToken(params: {
    identifier: string | undefined;
    token: string;
  }): Promise<VerificationToken | null>;
}
