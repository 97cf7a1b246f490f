import { connectTo, type Database, type DatabaseSource } from '../database/database.ts';
import { generateUserId } from '../schema/user-id.ts';
import { requireFunction, requireName, requireOneOf } from './arguments.ts';
import { requireTime } from './columns/dates.ts';
import { type DrizzleAdapterTables, givenTables } from './tables/given-tables.ts';
import type { AdapterTables, Tables } from './tables/tables.ts';

/**
 * What every `MySqlAdapter` takes beside its database; all of it may be left out.
 *
 * What cannot be served is `INVALID_ARGUMENT`, when the adapter is made.
 *
 * @example
 * MySqlAdapter(pool, { tables, oversizedTokens: 'drop', logger: { warn: (message) => log.warn(message) } });
 */
export interface MySqlAdapterOptions {
  /**
   * Names the tables to work on: hand over those that the database has.
   * @default the tables of `authjs-drizzle-mysql/schema`
   */
  readonly tables?: AdapterTables | undefined;
  /**
   * Makes the id of a new user, no longer than its column; called again, up to 4 times in all, while an id is taken.
   * @default the id column's own `$defaultFn`, else 12 characters out of `0-9a-z`
   */
  readonly generateUserId?: (() => string) | undefined;
  /**
   * Says what becomes of an access, refresh or id token, `oauth_token` or `oauth_token_secret` that does not fit its
   * column: `'reject'` refuses the sign-in, mostly with `VALUE_TOO_LONG`, `'drop'` stores null in its place, with a
   * warning. What only decorates, such as a name, a picture or a scope, is always dropped.
   * @default 'reject'
   */
  readonly oversizedTokens?: 'reject' | 'drop' | undefined;
  /**
   * Whether a sign-up that breaks off is undone, so that the next try does not meet a user without an account: at once
   * where the first account or the passkey fails less than a minute later, else when `getUserByEmail` finds the user in
   * the same process, within a day. `events.createUser` has run by then. A user whom a method of this adapter has
   * returned is the application's own, and stays.
   * @default true
   */
  readonly undoFailedSignUp?: boolean | undefined;
  /**
   * Tells the time, for tests that fix it; what is no valid date is `INVALID_ARGUMENT`, by the method that asked.
   * @default () => new Date()
   */
  readonly now?: (() => Date) | undefined;
  /**
   * Takes warnings: of a value that was left out because it did not fit, once per column, of a table of users without a
   * unique key over the address, and of a clean-up that failed. None names a person or quotes a value.
   * @default console
   */
  readonly logger?: WarningLogger | undefined;
}

/** Takes one warning at a time; `console` is one. */
export interface WarningLogger {
  warn(message: string): void;
}

/** What the methods of one adapter share. */
export interface AdapterContext {
  readonly connect: () => Database | Promise<Database>;
  readonly tables: Tables;
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
    now: () => requireTime(now()),
    generateUserId: () => requireName(idOf(), 'generateUserId()'),
    oversizedTokens,
    undoFailedSignUp,
    // A logger that fails, now or later, must not turn a sign-in that went well into one that did not: a rejection
    // that nobody handles ends a Node process.
    async warn(message) {
      try {
        await logger.warn(message);
      } catch {}
    },
  };
}
