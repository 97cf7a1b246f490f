import { is, SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { cutTo, datePrecision, dateText, isDate, MILLISECONDS, requireDate } from './column-dates.ts';
import { invalidValue } from './invalid-value.ts';

/** Says how values travel to one column and what they are once they are there. */
export interface ColumnValues {
  /** Returns the value for a placeholder: dates as UTC text, so that no setting of a pool can shift them. */
  bind(value: unknown): unknown;
  /** Returns what a read will give: dates cut to the column's precision, undefined as null. */
  stored(value: unknown): unknown;
  /** Says whether `stored` is certain; the database rewrites what decimal, char, json and other columns are given. */
  isCertain(value: unknown): boolean;
}

/** Works out how values travel to a column; done once per column, not per call. */
export function columnValues(column: MySqlColumn): ColumnValues {
  const precision = datePrecision(column);
  const isKept = keptType(column);
  const encode = precision
    ? (value: unknown) => dateText(precision, requireDate(value, column))
    : (value: unknown) => encoded(column, value);
  const store = precision ? (value: unknown) => cutTo(precision, requireDate(value, column)) : same;
  return {
    bind: (value) => (value == null ? requireNullable(column) : encode(value)),
    stored: (value) => (value == null ? null : store(value)),
    isCertain: (value) => value == null || precision !== undefined || isKept(value),
  };
}

const same = (value: unknown) => value;

/** Returns null for a column that can hold it; a lax server would write something else without a word. */
function requireNullable(column: MySqlColumn): null {
  if (!column.notNull) return null;
  throw invalidValue(column, `Expected \`${column.name}\` to have a value, got none.`);
}

/** Returns what the driver is to send: text, a number, bytes; it would expand an object or an array into SQL. */
function encoded(column: MySqlColumn, value: unknown): unknown {
  const sent = is(value, SQL) ? value : mapToDriver(column, value);
  if (/^(string|number|bigint|boolean)$/.test(typeof sent) || sent instanceof Uint8Array) return sent;
  if (isDate(sent)) return dateText(MILLISECONDS, requireDate(sent, column));
  throw invalidValue(
    column,
    `Expected \`${column.name}\` to fit ${column.getSQLType()}, got ${kindOf(value)}.`,
  );
}

function mapToDriver(column: MySqlColumn, value: unknown): unknown {
  try {
    return column.mapToDriverValue(value);
  } catch {
    return undefined;
  }
}

/** Returns what tells values that a column gives back unchanged. */
function keptType(column: MySqlColumn): (value: unknown) => boolean {
  const type = column.getSQLType();
  const isText = /^(varchar|(tiny|medium|long)?text)\b/.test(type) && column.dataType.includes('string');
  if (isText) return (value) => typeof value === 'string';
  if (type === 'boolean') return (value) => typeof value === 'boolean';
  const isWhole = /^(tiny|small|medium|big)?int\b/.test(type) && column.dataType.includes('number');
  return isWhole ? Number.isSafeInteger : () => false;
}
