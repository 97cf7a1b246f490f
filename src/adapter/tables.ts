import { getTableColumns } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';

/** Is a Drizzle table with at least these columns; more of them are returned and accepted as well. */
export type TableWith<Names extends string> = MySqlTable & Readonly<Record<Names, MySqlColumn>>;

/**
 * Is what the option `tables` takes: the module `authjs-drizzle-mysql/schema`, or tables of your own with the same
 * property names. `createdAt`, `updatedAt` and numeric ids are optional.
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
}

export type Columns = Record<string, MySqlColumn>;

/** Returns every column of a table by its property name. */
export const columnsOf = (table: MySqlTable): Columns => getTableColumns(table);

const TIMESTAMPS = ['createdAt', 'updatedAt'];

/** Returns the columns that Auth.js sees: all but the table's bookkeeping, which stays in the database. */
export function visibleColumns(table: MySqlTable, bookkeeping: readonly string[] = []): Columns {
  const hidden = [...TIMESTAMPS, ...bookkeeping];
  return Object.fromEntries(Object.entries(columnsOf(table)).filter(([key]) => !hidden.includes(key)));
}
