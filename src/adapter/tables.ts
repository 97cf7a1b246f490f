import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { valueTypeOf } from '../database/value-type.ts';

/**
 * A Drizzle table whose rows have at least these values; more of them are returned and accepted as well.
 *
 * Columns may be null or not, so that only a column that is missing or of another type is an error.
 */
type TableWith<Row> = {
  readonly $inferSelect: { readonly [Key in keyof Row]: Row[Key] | null };
} & MySqlTable &
  Readonly<Record<keyof Row, MySqlColumn>>;

/**
 * What the option `tables` takes: the module `authjs-drizzle-mysql/schema`, or tables of your own with the same
 * property names. `createdAt`, `updatedAt` and ids that the database counts up are optional, and so is the table for
 * passkeys: without it, the adapter has no methods for them.
 *
 * @example
 * const tables: AdapterTables = createTables({ base: 'production', prefix: 'auth_' });
 */
export interface AdapterTables {
  readonly users: TableWith<{
    id: string;
    name: string;
    email: string;
    emailVerified: Date;
    image: string;
  }>;
  readonly accounts: TableWith<{
    userId: string;
    type: string;
    provider: string;
    providerAccountId: string;
    refresh_token: string;
    access_token: string;
    expires_at: number | bigint;
    token_type: string;
    scope: string;
    id_token: string;
    session_state: string;
  }>;
  readonly sessions: TableWith<{ sessionToken: string; userId: string; expires: Date }>;
  readonly verificationTokens: TableWith<{ identifier: string; token: string; expires: Date }>;
  readonly authenticators?:
    | TableWith<{
        credentialID: string;
        userId: string;
        providerAccountId: string;
        credentialPublicKey: string;
        counter: number;
        credentialDeviceType: string;
        credentialBackedUp: boolean;
        transports: string;
      }>
    | undefined;
}

/** The tables of one adapter; what is left out has no methods. */
export interface Tables extends Pick<AdapterTables, 'users' | 'accounts' | 'authenticators'> {
  readonly sessions: AdapterTables['sessions'] | undefined;
  readonly verificationTokens: AdapterTables['verificationTokens'] | undefined;
}

/** Returns the tables whose rows belong to a user, by their column `userId`. */
export const ownedTables = ({ sessions, accounts, authenticators }: Tables) =>
  [sessions, accounts, authenticators].filter((table) => table !== undefined);

export type Columns = Readonly<Record<string, MySqlColumn>>;

/** Returns every column of a table by its property name. */
export const columnsOf = (table: MySqlTable): Columns => getTableColumns(table);

/** Returns the columns that Auth.js sees: all but the table's bookkeeping, which stays in the database. */
export function visibleColumns(table: MySqlTable): Record<string, MySqlColumn> {
  const isBookkeeping = (key: string, column: MySqlColumn) =>
    key === 'createdAt' || key === 'updatedAt' || (key === 'id' && isCounted(column));
  return Object.fromEntries(
    Object.entries(columnsOf(table)).filter(([key, column]) => !isBookkeeping(key, column)),
  );
}

/** Returns what a SELECT asks for to get the columns that Auth.js sees. */
export const selectionOf = (table: MySqlTable): Record<string, MySqlColumn | SQL> =>
  Object.fromEntries(
    Object.entries(visibleColumns(table)).map(([key, column]) => [key, asText(column) ?? column]),
  );

/**
 * Returns the text of a column whose values drivers give in many forms, undefined for every other column.
 *
 * By their settings, mysql2's pools round a `bigint` and a `decimal`, and leave JSON as text or do not; what was read
 * would be written back as another value.
 */
function asText(column: MySqlColumn): SQL | undefined {
  const decode = DECODERS.get(valueTypeOf(column));
  const isRewritten = /^(bigint|decimal|json)/.test(column.getSQLType());
  return decode && isRewritten ? sql`cast(${column} as char)`.mapWith(decode) : undefined;
}

/** Makes the values of a type out of their text; a `number` is the same however it comes. */
const DECODERS = new Map<string, (text: string) => unknown>([
  ['bigint', BigInt],
  ['json', parsedJson],
  ['string', String],
]);

/** Reads JSON; what is none, as MariaDB fills a new column that must have a value with, comes back as it is. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Returns the columns that a statement may write: neither counted up nor worked out by the database. */
export function writableColumns(columns: Columns): Columns {
  const isWritable = (column: MySqlColumn) => !isCounted(column) && column.generated === undefined;
  return Object.fromEntries(Object.entries(columns).filter(([, column]) => isWritable(column)));
}

/** Says whether a column is one of the two moments of bookkeeping, which the adapter fills from its own clock. */
export const isTimestamp = (key: string, column: MySqlColumn) =>
  (key === 'createdAt' || key === 'updatedAt') && valueTypeOf(column) === 'date';

/** Says whether the database counts a column up by itself. */
const isCounted = (column: MySqlColumn) => 'autoIncrement' in column && column.autoIncrement === true;
