import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { oncePerObject } from '../../database/once-per-object.ts';
import { dates } from './dates.ts';
import { invalidValue } from './invalid-value.ts';
import { booleans, wholeNumbers } from './numbers.ts';
import { otherValues } from './other-values.ts';
import { texts } from './texts.ts';

/** How values of one type travel to a column, and what they become there. */
interface TypeValues {
  /** Returns the value for a placeholder: dates as UTC text, so that no pool setting can shift them. */
  bind(value: unknown): unknown;
  /** Returns what a read will return: dates cut to the column's precision, null for undefined. */
  stored(value: unknown): unknown;
  /** Whether the database rewrites what it is given, as decimal, char, json and other columns do. */
  readonly isRewritten?: boolean;
}

/** The same for a column, which may also be null. */
export interface ColumnValues extends Pick<TypeValues, 'bind' | 'stored'> {
  /** Says whether a read is certain to return what `stored` does. */
  isCertain(value: unknown): boolean;
}

/**
 * Returns how values travel to a column; worked out once per column, not per call.
 *
 * Its type is written out: the declaration would have the type parameters of one version of Drizzle.
 */
export const columnValues: (column: MySqlColumn) => ColumnValues = /* @__PURE__ */ oncePerObject((column) => {
  const values: TypeValues =
    wholeNumbers(column) ?? dates(column) ?? booleans(column) ?? texts(column) ?? otherValues(column);
  return {
    bind: (value) => (value == null ? requireNullable(column) : values.bind(value)),
    stored: (value) => (value == null ? null : values.stored(value)),
    isCertain: (value) => (value == null ? !mayReplaceNull(column) : !values.isRewritten),
  };
});

/** Returns null for a column that can hold it; a server without strict mode would silently write something else. */
function requireNullable(column: MySqlColumn): null {
  if (!column.notNull) return null;
  throw invalidValue(column, 'have a value', undefined, 'none');
}

/**
 * Says whether the database may write something else for null: if `explicit_defaults_for_timestamp` was off when a
 * table was created, null in a `timestamp` that is not declared NULL becomes the current time.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/timestamp-initialization.html
 */
const mayReplaceNull = (column: MySqlColumn) => /^timestamp/i.test(column.getSQLType());
