import { getTableColumns } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { valueTypeOf } from '../columns/value-type.ts';

/** Columns by property name. */
export type Columns = Readonly<Record<string, MySqlColumn>>;

/** Returns every column of a table by its property name. */
export const columnsOf = (table: MySqlTable): Columns => getTableColumns(table);

/** Returns the columns that pass a check. */
export const filterColumns = (
  columns: Columns,
  isKept: (key: string, column: MySqlColumn) => boolean,
): Columns => Object.fromEntries(Object.entries(columns).filter(([key, column]) => isKept(key, column)));

/** Returns the columns that Auth.js sees: all but the table's bookkeeping, which stays in the database. */
export const visibleColumns = (table: MySqlTable): Columns =>
  filterColumns(
    columnsOf(table),
    (key, column) =>
      !/^(created|updated)At$/.test(key) &&
      !isOfAnotherEntry(key, column) &&
      !(key === 'id' && isCounted(column)),
  );

/** Returns the columns that a statement may write: all but auto-increment and generated ones. */
export const writableColumns = (columns: Columns): Columns =>
  filterColumns(
    columns,
    (key, column) => !isCounted(column) && column.generated === undefined && !isOfAnotherEntry(key, column),
  );

/**
 * Says whether a column belongs to another part of the package. The methods never name it, so that they work on a
 * database without it.
 */
const isOfAnotherEntry = (key: string, { table }: MySqlColumn) =>
  /^refreshLease(Until)?$/.test(key) || Object.hasOwn(codeColumnsOf(table) ?? {}, key);

/** The columns of sign-in codes. */
interface CodeColumns {
  readonly code: MySqlColumn;
  readonly attempts: MySqlColumn;
  readonly allowed: MySqlColumn;
}

/** Returns the columns of sign-in codes, or undefined if the table lacks one of them: others may be called `code`. */
export function codeColumnsOf(table: MySqlTable): CodeColumns | undefined {
  const { identifier, code, attempts, allowed } = columnsOf(table);
  return identifier && code && attempts && allowed && { code, attempts, allowed };
}

/** Says whether a column is one of the two bookkeeping dates, which the adapter fills from its own clock. */
export const isTimestamp = (key: string, column: MySqlColumn) =>
  /^(created|updated)At$/.test(key) && valueTypeOf(column) === 'date';

/** Returns the id that the database counts up; undefined for a table without one. */
export function countedIdOf(table: MySqlTable): MySqlColumn | undefined {
  const { id } = columnsOf(table);
  return id && isCounted(id) ? id : undefined;
}

/** Says whether a column is AUTO_INCREMENT. */
const isCounted = (column: MySqlColumn) => 'autoIncrement' in column && column.autoIncrement === true;
