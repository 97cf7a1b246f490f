import type {
  AdapterAccount,
  AdapterAuthenticator,
  AdapterSession,
  AdapterUser,
  VerificationToken,
} from '@auth/core/adapters';

/**
 * Names an account at a provider.
 *
 * At run time `providerAccountId` may also be a whole number or a bigint, since some providers give one whatever the
 * type says; it is stored and returned as text.
 */
export type AccountKey = Pick<AdapterAccount, 'provider' | 'providerAccountId'>;

/** A session with the user who is signed in. */
export interface SessionAndUser {
  session: AdapterSession;
  user: AdapterUser;
}

/**
 * The methods for passkeys, which are there where the option `tables` has `authenticators`.
 *
 * @see https://authjs.dev/getting-started/authentication/webauthn
 */
export interface AuthenticatorMethods {
  /**
   * Creates a passkey and returns it. One INSERT.
   *
   * Rejects with `USER_NOT_FOUND` where the user is gone, `DUPLICATE` where the credential exists. When it fails for a
   * sign-up by a passkey that is less than a minute old, user, account and session are deleted again (option
   * `undoFailedSignUp`).
   */
  createAuthenticator(authenticator: AdapterAuthenticator): Promise<AdapterAuthenticator>;
  /** Returns the passkey with a credential id in standard base64, or null. One SELECT. */
  getAuthenticator(credentialID: string): Promise<AdapterAuthenticator | null>;
  /** Returns the passkeys of a user, the newest first, none for one who does not exist. One SELECT. */
  listAuthenticatorsByUserId(userId: string): Promise<AdapterAuthenticator[]>;
  /**
   * Notes how often a passkey has been used, from 0 to 2^32 - 1, and returns it. One UPDATE and one SELECT.
   *
   * Rejects with `AUTHENTICATOR_NOT_FOUND`.
   */
  updateAuthenticatorCounter(credentialID: string, newCounter: number): Promise<AdapterAuthenticator>;
}

/**
 * What `MySqlAdapter` returns: Auth.js's `Adapter`, with every method that the tables can serve.
 *
 * The rows are plain objects with Auth.js's properties and your own extra columns, without `createdAt`, `updatedAt`
 * and ids that the database counts up. A method that fails rejects with a `MySqlAdapterError`;
 * `INVALID_ARGUMENT`, for writes `VALUE_TOO_LONG`, and the codes of a failing database are common to all and not
 * repeated below. A lookup by text that no row can hold finds nothing, and nothing is sent.
 *
 * @see https://authjs.dev/reference/core/adapters
 */
export interface MySqlAdapterMethods extends Partial<AuthenticatorMethods> {
  /**
   * Creates a user with an id of its own making and returns it; the given `id` is not used.
   *
   * One INSERT, and a SELECT where the database filled in or rewrote a column of your own. Rejects with `EMAIL_TAKEN` or
   * `EMAIL_LOOKALIKE` where another user has the address; where the table declares no unique key over it, that is looked
   * up before, and calls for one address wait for each other in this process. A `name` or an `image` that does not fit
   * its column is stored as null, with a warning.
   */
  createUser(user: AdapterUser): Promise<AdapterUser>;
  /** Returns the user with an id, or null. One SELECT. */
  getUser(id: string): Promise<AdapterUser | null>;
  /**
   * Returns the user with an e-mail address, in any case of the letters A to Z, or null. One SELECT.
   *
   * A user who is left from a sign-up that broke off in this process is removed instead, by one DELETE, if the address
   * is not verified and no account, no session and no passkey is there; of a sign-up by a passkey, the account and one
   * session may be there and go too (option `undoFailedSignUp`).
   */
  getUserByEmail(email: string): Promise<AdapterUser | null>;
  /** Returns the user who owns an account at a provider, or null. One SELECT. */
  getUserByAccount(account: AccountKey): Promise<AdapterUser | null>;
  /**
   * Changes what is given of a user and returns the whole: undefined leaves a column alone, null clears it.
   *
   * One UPDATE and one SELECT, and a SELECT before where an address is given and the table declares no unique key over
   * it. Rejects with `USER_NOT_FOUND`, `EMAIL_TAKEN` or `EMAIL_LOOKALIKE`. A value that does not fit is refused, since
   * null would erase what is there.
   */
  updateUser(user: Partial<AdapterUser> & Pick<AdapterUser, 'id'>): Promise<AdapterUser>;
  /**
   * Deletes a user with all sessions, accounts and passkeys, or nothing; pending verification tokens go before.
   *
   * One SELECT and two DELETEs, without a transaction; one more for an address that is stored with capital letters, and
   * for each of its spellings where the table of verification tokens declares no key over the identifier. Deleting a
   * user who does not exist is no error. Rejects with `DATABASE` where a foreign key of your own forbids it. Where the
   * server refuses a DELETE from several tables, as a sharded one does, the user goes first and the rest with a
   * statement for each table: then a break in between leaves rows without a user, which the next call removes.
   */
  deleteUser(userId: string): Promise<undefined>;
  /**
   * Links an account at a provider to a user and returns it, without extra columns that the database fills in; linking
   * it again to the same user changes nothing.
   *
   * One INSERT, after a SELECT where the table declares no unique key over provider and account id. Rejects with
   * `ACCOUNT_ALREADY_LINKED` where another user has it, `ACCOUNT_LOOKALIKE` where another user has one that the
   * database takes for the same, `USER_NOT_FOUND` where the user is gone. An account whose user is gone gives way.
   * `expires_at` is rounded down. What a provider adds beside the key and its tokens, such as a scope, is stored as null
   * where it does not fit its column, with a warning; so are tokens with `oversizedTokens: 'drop'`.
   * When it fails for a user whom `createUser` made less than a minute before it began and no method has returned
   * since, that user is deleted again, if the address is not verified and no account, no session and no passkey is
   * there (option `undoFailedSignUp`).
   */
  linkAccount(account: AdapterAccount): Promise<AdapterAccount>;
  /**
   * Unlinks an account at a provider; one that does not exist is no error.
   *
   * One DELETE, sent again where the connection was lost.
   */
  unlinkAccount(account: AccountKey): Promise<undefined>;
  /** Returns an account at a provider, or null. One SELECT. */
  getAccount(providerAccountId: string, provider: string): Promise<AdapterAccount | null>;
  /**
   * Creates a session and returns it, without extra columns that the database fills in. One INSERT.
   *
   * Rejects with `USER_NOT_FOUND` where the user is gone, `DUPLICATE` where the token exists.
   */
  createSession(session: AdapterSession): Promise<AdapterSession>;
  /** Returns a live session and its user, or null; an expired one stays in the table. One SELECT. */
  getSessionAndUser(sessionToken: string): Promise<SessionAndUser | null>;
  /**
   * Changes a session that has not expired. One UPDATE, sent again where the connection was lost.
   *
   * Returns nothing, and does nothing where there is no such session: a row count cannot tell the two apart. With a
   * `userId`, only a session of that user is changed.
   */
  updateSession(session: Partial<AdapterSession> & Pick<AdapterSession, 'sessionToken'>): Promise<undefined>;
  /** Deletes a session; one that does not exist is no error. One DELETE, sent again where the connection was lost. */
  deleteSession(sessionToken: string): Promise<undefined>;
  /** Creates a verification token and returns it, as `createSession` does. One INSERT; rejects with `DUPLICATE` where it exists. */
  createVerificationToken(verificationToken: VerificationToken): Promise<VerificationToken>;
  /**
   * Redeems a verification token once, however many requests race: returns it and deletes it, or returns null.
   *
   * One SELECT and one DELETE. An expired token is returned too, since Auth.js judges its date. Without an
   * `identifier`, as from a link without an address, the token alone decides.
   */
  useVerificationToken(params: {
    identifier: string | undefined;
    token: string;
  }): Promise<VerificationToken | null>;
}
