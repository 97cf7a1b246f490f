import type { SQL } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { dateFrom } from '../adapter/columns/dates.ts';
import { type Columns, columnsOf, filterColumns, isTimestamp } from '../adapter/tables/columns.ts';
import { selectionOf } from '../adapter/tables/selection.ts';

/** What to select, by property name. */
export type Selection = Readonly<Record<string, MySqlColumn | SQL>>;

/**
 * Returns what to select for columns, but for those that are told of in another form, and those that are named as a
 * secret is.
 */
export const shownColumns = (visible: Columns, hidden: RegExp): Selection =>
  selectionOf(
    filterColumns(
      visible,
      (key, { name }) => !hidden.test(key) && !/token|secret|password/i.test(`${key} ${name}`),
    ),
  );

/** Returns what to select for `createdAt` and `updatedAt`, where a table has them as dates. */
export const timestampsOf = (table: MySqlTable): Selection =>
  Object.fromEntries(Object.entries(columnsOf(table)).filter(([key, column]) => isTimestamp(key, column)));

/** Returns one of these two dates of a row; null where the table or the row has none. */
export function timestampFrom(
  table: MySqlTable,
  key: 'createdAt' | 'updatedAt',
  value: unknown,
): Date | null {
  const column = columnsOf(table)[key];
  return column && value != null ? dateFrom(value, column) : null;
}
