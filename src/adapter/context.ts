import { isSQLWrapper, type SQL, sql } from 'drizzle-orm';
import { connectTo, type Database, type DatabaseSource } from '../database/database.ts';
import { propertiesOf } from '../database/properties-of.ts';
import { generateUserId } from '../schema/user-id.ts';
import { invalidArgument, requireFunction, requireName, requireOneOf, requireRow } from './arguments.ts';
import { requireTime } from './columns/dates.ts';
import type { Keyring } from './keyring.ts';
import type { MySqlAdapterOptions, NewSessionValues, UserCondition } from './options.ts';
import type { SessionTokenHashing } from './session-tokens.ts';
import { type DrizzleAdapterTables, givenTables } from './tables/given-tables.ts';
import { type VisibleColumns, visibleColumnsOf } from './tables/private-columns.ts';
import type { AdapterTables, Tables } from './tables/tables.ts';

/** What the methods of one adapter have in common. */
export interface AdapterContext {
  readonly connect: () => Database | Promise<Database>;
  readonly tables: Tables;
  /** Whether no tables were given. */
  readonly hasDefaultTables: boolean;
  /** The columns that may be returned. */
  readonly visible: VisibleColumns;
  /** Whether the token of a session is to be left out wherever the session is copied or written as JSON. */
  readonly hidesSessionToken: boolean;
  /** Whether the table of sessions holds hashes in place of tokens. */
  readonly hashSessionTokens: SessionTokenHashing;
  /** What seals the tokens of accounts; undefined if they are stored as they are. */
  readonly keyring: Keyring | undefined;
  readonly newSessionValues: NewSessionValues | undefined;
  /** What a user must meet to have a session; undefined if everybody may. */
  readonly isActive: SQL | undefined;
  /** What a user meets who can sign in by other means than accounts and passkeys. */
  readonly otherSignIn: SQL | undefined;
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
  const { privateColumns = {}, newSessionValues, hashSessionTokens = false, encryptOAuthTokens } = options;
  requireOneOf(['read', 'migrate', true, false], hashSessionTokens, 'hashSessionTokens');
  if (encryptOAuthTokens !== undefined) requireKeyring(encryptOAuthTokens);
  if (newSessionValues !== undefined) requireFunction(newSessionValues, 'newSessionValues');
  return {
    connect: connectTo(source),
    tables,
    hasDefaultTables: tables === defaults,
    visible: visibleColumnsOf(tables, requireRow(privateColumns, 'privateColumns')),
    hidesSessionToken: privateColumns.sessions?.includes('sessionToken') === true,
    hashSessionTokens,
    keyring: encryptOAuthTokens,
    newSessionValues,
    isActive: conditionOf('isActive', options.isActive, tables.users),
    otherSignIn: conditionOf('otherSignIn', options.otherSignIn, tables.users),
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

/** Requires what `keyring()` returns; somebody may pass its options as they are. */
function requireKeyring(given: unknown): void {
  const { seal, open, isStale } = propertiesOf(given);
  if ([seal, open, isStale].every((method) => typeof method === 'function')) return;
  throw invalidArgument('encryptOAuthTokens', 'be what keyring() returned', given);
}

/** Returns the SQL of a condition on users, in parentheses: it may be an `or` without any. */
function conditionOf(
  name: string,
  given: UserCondition | undefined,
  users: AdapterTables['users'],
): SQL | undefined {
  if (given === undefined) return undefined;
  requireFunction(given, name);
  const condition: unknown = given(users);
  if (isSQLWrapper(condition)) return sql`(${condition})`;
  throw invalidArgument(`${name}()`, 'return SQL, such as isNotNull(users.email)', condition);
}
