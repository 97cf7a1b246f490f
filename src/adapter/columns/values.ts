import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { dates } from './dates.ts';
import { invalidValue } from './invalid-value.ts';
import { booleans, wholeNumbers } from './numbers.ts';
import { otherValues } from './other-values.ts';
import { texts } from './texts.ts';

/** How values travel to one column, and what they are once they are there. */
export interface ColumnValues {
  /** Returns the value for a placeholder: dates as UTC text, so that no setting of a pool can shift them. */
  bind(value: unknown): unknown;
  /** Returns what a read will give: dates cut to the column's precision, undefined as null. */
  stored(value: unknown): unknown;
  /** Says whether `stored` is certain; the database rewrites what decimal, char, json and other columns are given. */
  isCertain(value: unknown): boolean;
}

/** Returns how values travel to a column; worked out once per column, not per call. */
export function columnValues(column: MySqlColumn): ColumnValues {
  const values: ColumnValues =
    wholeNumbers(column) ?? dates(column) ?? booleans(column) ?? texts(column) ?? otherValues(column);
  return {
    bind: (value) => (value == null ? requireNullable(column) : values.bind(value)),
    stored: (value) => (value == null ? null : values.stored(value)),
    isCertain: (value) => (value == null ? !mayReplaceNull(column) : values.isCertain(value)),
  };
}

/** Returns null for a column that can hold it; a lax server would silently write something else. */
function requireNullable(column: MySqlColumn): null {
  if (!column.notNull) return null;
  throw invalidValue(column, 'have a value', undefined, 'none');
}

/**
 * Says whether the database may write something else for null: where `explicit_defaults_for_timestamp` was off when a
 * table was made, a `timestamp` that is not declared NULL takes null for the current time.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/timestamp-initialization.html
 */
const mayReplaceNull = (column: MySqlColumn) => /^timestamp/i.test(column.getSQLType());
