import type { SQL } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { dateFrom } from '../adapter/columns/dates.ts';
import { type Columns, columnsOf, filterColumns, isTimestamp } from '../adapter/tables/columns.ts';
import { selectionOf } from '../adapter/tables/selection.ts';

/** What to select, by property name. */
export type Selection = Readonly<Record<string, MySqlColumn | SQL>>;

/** Returns what to select for columns, but for those that are told of in another form or not at all. */
export const shownColumns = (
  visible: Columns,
  isHidden: (key: string, column: MySqlColumn) => boolean,
): Selection => selectionOf(filterColumns(visible, (key, column) => !isHidden(key, column)));

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
