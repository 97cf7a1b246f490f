import { getTableColumns } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { valueTypeOf } from '../columns/value-type.ts';

/** Columns by property name. */
export type Columns = Readonly<Record<string, MySqlColumn>>;

/** Returns every column of a table by its property name. */
export const columnsOf = (table: MySqlTable): Columns => getTableColumns(table);

/** Returns the columns that Auth.js sees: all but the table's bookkeeping, which stays in the database. */
export function visibleColumns(table: MySqlTable): Columns {
  const isBookkeeping = (key: string, column: MySqlColumn) =>
    key === 'createdAt' || key === 'updatedAt' || (key === 'id' && isCounted(column));
  return Object.fromEntries(
    Object.entries(columnsOf(table)).filter(([key, column]) => !isBookkeeping(key, column)),
  );
}

/** Returns the columns that a statement may write: those that the database neither counts up nor computes. */
export function writableColumns(columns: Columns): Columns {
  const isWritable = (column: MySqlColumn) => !isCounted(column) && column.generated === undefined;
  return Object.fromEntries(Object.entries(columns).filter(([, column]) => isWritable(column)));
}

/** Says whether a column is one of the two bookkeeping dates, which the adapter fills from its own clock. */
export const isTimestamp = (key: string, column: MySqlColumn) =>
  (key === 'createdAt' || key === 'updatedAt') && valueTypeOf(column) === 'date';

/** Says whether the database counts a column up by itself. */
const isCounted = (column: MySqlColumn) => 'autoIncrement' in column && column.autoIncrement === true;
