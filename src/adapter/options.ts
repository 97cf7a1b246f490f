import type { SQLWrapper } from 'drizzle-orm';
import type { EmailCodeLimits } from './email-codes.ts';
import type { Keyring } from './keyring.ts';
import type { SessionTokenHashing } from './session-tokens.ts';
import type { PrivateColumns } from './tables/private-columns.ts';
import type { AdapterTables } from './tables/tables.ts';

/**
 * The options of every `MySqlAdapter`; all of them may be left out.
 *
 * A bad option is an `INVALID_ARGUMENT`, thrown when the adapter is made.
 *
 * @example
 * MySqlAdapter(pool, { tables, oversizedTokens: 'drop', logger: { warn: (message) => log.warn(message) } });
 */
export interface MySqlAdapterOptions<
  Given extends AdapterTables = AdapterTables,
  Values extends object = SessionValues<Given>,
> extends OptionsOfAllTables<Given, Values> {
  /**
   * The tables to work on; they must be the ones that the database has.
   * @default the tables of `authjs-drizzle-mysql/schema`
   */
  readonly tables?: Given | undefined;
}

/** The options that do not name the tables. */
export interface OptionsOfAllTables<
  Given extends AdapterTables,
  Values extends object = SessionValues<Given>,
> {
  /**
   * Makes the id of a new user, which must fit its column; called up to 4 times in all, as long as the id is taken.
   * @default the id column's own `$defaultFn`, or 12 characters from `0-9a-z`
   */
  readonly generateUserId?: (() => string) | undefined;
  /**
   * What to do with an access, refresh or id token, `oauth_token` or `oauth_token_secret` that does not fit its column:
   * `'reject'` refuses the sign-in, usually with `VALUE_TOO_LONG`; `'drop'` stores null in its place, with a warning.
   * Optional details, such as a name, a picture or a scope, are always dropped.
   * @default 'reject'
   */
  readonly oversizedTokens?: 'reject' | 'drop' | undefined;
  /**
   * Whether to undo a sign-up that fails halfway, so that the next try does not find a user without an account: at
   * once if the first account or the passkey fails less than a minute later, otherwise when `getUserByEmail` finds the
   * user in the same process within a day. By then, `events.createUser` has run. A user whom a method of this adapter has
   * returned belongs to the application, and stays.
   * @default true
   */
  readonly undoFailedSignUp?: boolean | undefined;
  /**
   * Columns that are stored and never returned, by table and property name, so that Auth.js's session callback, which
   * usually sends the whole user and the session to the browser, cannot send them. `sessions: ['sessionToken']` keeps
   * the token as a property that spread and JSON leave out, since Auth.js reads it. Methods still write them.
   * @default none
   */
  readonly privateColumns?: PrivateColumns<NoInfer<Given>> | undefined;
  /**
   * Returns values for your own columns of a new session, such as those of `deviceColumns()`. Called once for each
   * session, and awaited; if it fails, there is a warning and the session is created without them. A value that does
   * not fit its column is stored as null, or as the default of a NOT NULL column, with a warning.
   * @example
   * async () => deviceFrom(await headers(), { ipHeader: 'x-vercel-forwarded-for' })
   */
  readonly newSessionValues?: NewSessionValues<NoInfer<Given>, Values> | undefined;
  /**
   * Returns a condition that a user must meet to be signed in: otherwise they have no session from the next request on,
   * and `createSession` rejects with `USER_INACTIVE`. NULL counts as not met. Nothing of theirs is deleted, and lookups
   * still find them. Once they meet it again, their sessions count again, in browsers that did not ask meanwhile: from
   * those that did, Auth.js takes the cookie. Called once, when the adapter is made, so leave the time to the database.
   * Sessions in cookies do not ask it.
   * @example
   * (users) => isNull(users.bannedAt)
   */
  readonly isActive?: UserCondition<NoInfer<Given>> | undefined;
  /**
   * Returns a condition for users who can also sign in by means of your own, such as a password: for them,
   * `authjs-drizzle-mysql/account` may remove the last account or passkey.
   * @example
   * (users) => isNotNull(users.passwordHash)
   */
  readonly otherSignIn?: UserCondition<NoInfer<Given>> | undefined;
  /**
   * Whether e-mail providers send codes that people type, and not links: `true`, or how often a code may be guessed.
   * Each address has one code at a time, the latest one, and a guess is counted before it is compared. Needs the
   * production table of verification tokens; pending links stop working. Give the provider a short
   * `generateVerificationToken` and `maxAge: 600`.
   * @default false
   */
  readonly emailCodes?: boolean | EmailCodeLimits | undefined;
  /**
   * Whether the database holds only SHA-256 hashes of session tokens, so that a stolen table opens no session; cookies
   * stay what they are. To turn it on while people are signed in, deploy `'read'` everywhere (finds both, writes tokens),
   * then `'migrate'` (finds both, writes hashes, and rewrites each session that it meets, by one UPDATE more), and `true`
   * (finds hashes alone) once no live session has its token in the table.
   * @default false
   */
  readonly hashSessionTokens?: SessionTokenHashing | undefined;
  /**
   * What encrypts the tokens of providers in the table of accounts: `keyring({ current, keys })`. Methods take and return
   * them as they are, and rows that are not encrypted stay readable. A token that is too long for its column once it is
   * encrypted is treated as any that is too long: the production tables have room.
   * @default none
   */
  readonly encryptOAuthTokens?: Keyring | undefined;
  /**
   * Returns the current time, for tests that fix it; if it is not a valid date, the method that asked rejects with
   * `INVALID_ARGUMENT`.
   * @default () => new Date()
   */
  readonly now?: (() => Date) | undefined;
  /**
   * Receives warnings: about a value that was left out because it did not fit (once per column), about a users table
   * without a unique index on the address, about `newSessionValues`, and about a failed clean-up. None of them names a
   * person or quotes a value.
   * @default console
   */
  readonly logger?: WarningLogger | undefined;
}

/** A logger that receives one warning at a time, such as `console`. */
export interface WarningLogger {
  warn(message: string): void;
}

/**
 * A function that returns SQL about a user: a comparison, or a column of type boolean.
 *
 * Typed as a method, so that it may ask for columns of your own.
 */
export type UserCondition<Given extends AdapterTables = AdapterTables> = {
  of(users: Given['users']): SQLWrapper | undefined;
}['of'];

/** A function that returns values for the columns that you added to the table of sessions. */
export type NewSessionValues<
  Given extends AdapterTables = AdapterTables,
  Values extends object = SessionValues<Given>,
> = (session: {
  readonly userId: string;
}) => OnlyColumns<Given, Values> | Promise<OnlyColumns<Given, Values>>;

/** Values for the columns that you added to the table of sessions. */
export type SessionValues<Given extends AdapterTables> = AdapterTables extends Given
  ? { readonly [column: string]: unknown }
  : Partial<
      Omit<NewSession<Given>, 'id' | 'userId' | 'sessionToken' | 'expires' | 'createdAt' | 'updatedAt'>
    >;

// Asked for in this way, since tables of Drizzle 1.0 have the property only once their columns are known.
type NewSession<Given extends AdapterTables> = Given['sessions'] extends { readonly $inferInsert: infer Row }
  ? Row
  : never;

/** The compiler lets a function return more than its type has, so each value is checked by its name. */
type OnlyColumns<Given extends AdapterTables, Values extends object> = Values & {
  readonly [Key in keyof Values]: Key extends keyof SessionValues<Given> ? SessionValues<Given>[Key] : never;
};
