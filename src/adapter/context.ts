import { connectTo, type Database, type DatabaseSource } from '../database/database.ts';
import { generateUserId } from '../schema/user-id.ts';
import { requireFunction, requireName, requireOneOf } from './arguments.ts';
import { requireTime } from './columns/dates.ts';
import { type DrizzleAdapterTables, givenTables } from './tables/given-tables.ts';
import type { AdapterTables, Tables } from './tables/tables.ts';

/**
 * The options of every `MySqlAdapter`; all of them may be left out.
 *
 * A bad option is an `INVALID_ARGUMENT`, thrown when the adapter is made.
 *
 * @example
 * MySqlAdapter(pool, { tables, oversizedTokens: 'drop', logger: { warn: (message) => log.warn(message) } });
 */
export interface MySqlAdapterOptions {
  /**
   * The tables to work on; they must be the ones that the database has.
   * @default the tables of `authjs-drizzle-mysql/schema`
   */
  readonly tables?: AdapterTables | undefined;
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
   * Returns the current time, for tests that fix it; if it is not a valid date, the method that asked rejects with
   * `INVALID_ARGUMENT`.
   * @default () => new Date()
   */
  readonly now?: (() => Date) | undefined;
  /**
   * Receives warnings: about a value that was left out because it did not fit (once per column), about a users table
   * without a unique index on the address, and about a failed clean-up. None of them names a person or quotes a value.
   * @default console
   */
  readonly logger?: WarningLogger | undefined;
}

/** A logger that receives one warning at a time, such as `console`. */
export interface WarningLogger {
  warn(message: string): void;
}

/** What the methods of one adapter have in common. */
export interface AdapterContext {
  readonly connect: () => Database | Promise<Database>;
  readonly tables: Tables;
  /** Whether no tables were given. */
  readonly hasDefaultTables: boolean;
  readonly generateUserId: () => string;
  readonly now: () => Date;
  readonly oversizedTokens: 'reject' | 'drop';
  readonly undoFailedSignUp: boolean;
  readonly warn: (message: string) => void;
}

/** Fills in the defaults of the options and checks them. */
export function adapterContext(
  source: DatabaseSource,
  options: MySqlAdapterOptions & Partial<DrizzleAdapterTables>,
  defaults: AdapterTables,
): AdapterContext {
  const tables = givenTables(options, defaults);
  const { oversizedTokens = 'reject', undoFailedSignUp = true } = options;
  const { now = () => new Date(), logger = console } = options;
  const idOf = options.generateUserId ?? tables.users.id.defaultFn ?? generateUserId;
  requireFunction(now, 'now');
  requireFunction(idOf, 'generateUserId');
  requireFunction(logger?.warn, 'logger.warn');
  requireOneOf(['reject', 'drop'], oversizedTokens, 'oversizedTokens');
  requireOneOf([true, false], undoFailedSignUp, 'undoFailedSignUp');
  return {
    connect: connectTo(source),
    tables,
    hasDefaultTables: tables === defaults,
    now: () => requireTime(now()),
    generateUserId: () => requireName(idOf(), 'generateUserId()'),
    oversizedTokens,
    undoFailedSignUp,
    // A logger that fails, now or later, must not make a successful sign-in fail, and an unhandled rejection ends a
    // Node process.
    async warn(message) {
      try {
        await logger.warn(message);
      } catch {}
    },
  };
}
