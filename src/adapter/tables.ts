import { getTableColumns, getTableName } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { valueTypeOf } from '../database/value-type.ts';
import { MySqlAdapterError } from '../errors.ts';
import { isDate } from './columns/dates.ts';

/** Is a Drizzle table with at least these columns; more of them are returned and accepted as well. */
type TableWith<Names extends string> = MySqlTable & Readonly<Record<Names, MySqlColumn>>;

/**
 * Is what the option `tables` takes: the module `authjs-drizzle-mysql/schema`, or tables of your own with the same
 * property names. `createdAt`, `updatedAt` and ids that the database counts up are optional, and so is the table for
 * passkeys: without it, the adapter has no methods for them.
 */
export interface AdapterTables {
  readonly users: TableWith<'id' | 'name' | 'email' | 'emailVerified' | 'image'>;
  readonly accounts: TableWith<
    | 'userId'
    | 'type'
    | 'provider'
    | 'providerAccountId'
    | 'refresh_token'
    | 'access_token'
    | 'expires_at'
    | 'token_type'
    | 'scope'
    | 'id_token'
    | 'session_state'
  >;
  readonly sessions: TableWith<'sessionToken' | 'userId' | 'expires'>;
  readonly verificationTokens: TableWith<'identifier' | 'token' | 'expires'>;
  readonly authenticators?:
    | TableWith<
        | 'credentialID'
        | 'userId'
        | 'providerAccountId'
        | 'credentialPublicKey'
        | 'counter'
        | 'credentialDeviceType'
        | 'credentialBackedUp'
        | 'transports'
      >
    | undefined;
}

/** Lists the columns that the adapter compares, which must come back as the very text or date that was stored. */
const COMPARED = {
  users: { text: ['id', 'email'], date: ['emailVerified'] },
  accounts: { text: ['userId', 'provider', 'providerAccountId'], date: [] },
  sessions: { text: ['sessionToken', 'userId'], date: ['expires'] },
  verificationTokens: { text: ['identifier', 'token'], date: ['expires'] },
  authenticators: { text: ['credentialID', 'userId'], date: [] },
} satisfies Record<keyof AdapterTables, { text: string[]; date: string[] }>;

/** Refuses tables whose columns could not be compared: a session would be lost, or a user not found again. */
export function requireTables(tables: AdapterTables): void {
  for (const [name, { text, date }] of Object.entries(COMPARED)) {
    const table = tables[name as keyof AdapterTables];
    if (name === 'authenticators' && !table) continue;
    for (const key of text) requireColumn(table, name, key, 'string');
    for (const key of date) requireColumn(table, name, key, 'date');
  }
}

function requireColumn(
  table: MySqlTable | undefined,
  tableKey: string,
  key: string,
  type: 'string' | 'date',
) {
  const column = table && columnsOf(table)[key];
  if (column && (valueTypeOf(column) === type || isCustom(column, type))) return;
  const wanted = type === 'string' ? 'a text column, such as varchar' : "a date column with mode 'date'";
  const got = column ? `${column.getSQLType()} with values of type ${valueTypeOf(column)}` : 'none';
  throw new MySqlAdapterError(
    'INVALID_ARGUMENT',
    `Expected \`tables.${tableKey}.${key}\` to be ${wanted}, got ${got}.`,
    {
      table: table && getTableName(table),
      column: column?.name,
    },
  );
}

/** Says whether a customType is text or a date under a word of its own, such as one that adds a collation. */
function isCustom(column: MySqlColumn, type: 'string' | 'date'): boolean {
  if (valueTypeOf(column) !== 'custom') return false;
  if (type === 'date') return /^(datetime|timestamp)/i.test(column.getSQLType()) && isReadAsDate(column);
  if (!/^((var)?char|varbinary|(tiny|medium|long)?text)/i.test(column.getSQLType())) return false;
  // Values are compared as they are stored, so a type that rewrites them finds nothing again.
  try {
    return column.mapToDriverValue('x') === 'x';
  } catch {
    return false;
  }
}

/** Says whether a type makes dates of what every driver hands to Drizzle; compared as text, each session would be over. */
function isReadAsDate(column: MySqlColumn): boolean {
  try {
    return isDate(column.mapFromDriverValue('2026-01-31 12:34:56.789'));
  } catch {
    return false;
  }
}

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
