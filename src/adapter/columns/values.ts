import { is, SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../../database/kind-of.ts';
import { valueTypeOf } from '../../database/value-type.ts';
import {
  cutTo,
  datePrecision,
  dateText,
  isDate,
  MILLISECONDS,
  requireDate,
  requireDateText,
  typePrecision,
} from './dates.ts';
import { fitting } from './fit.ts';
import { invalidValue } from './invalid-value.ts';
import { asWhole, type WholeRange, wholeRange } from './numbers.ts';

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
  const kind = kindOfColumn(column);
  return {
    bind: (value) => (value == null ? requireNullable(column) : kind.bind(value)),
    stored: (value) => (value == null ? null : kind.stored(value)),
    isCertain: (value) => (value == null ? !mayReplaceNull(column) : kind.isCertain(value)),
  };
}

/** Works out the same for values that are neither undefined nor null. */
function kindOfColumn(column: MySqlColumn): ColumnValues {
  const range = wholeRange(column);
  if (range) return wholeNumbers(column, range);
  if (datePrecision(column)) return dates(column);
  if (valueTypeOf(column) === 'boolean') return booleans(column);
  return valueTypeOf(column) === 'string' && isText(column) ? texts(column) : others(column);
}

/** Returns null for a column that can hold it; a lax server would write something else without a word. */
function requireNullable(column: MySqlColumn): null {
  if (!column.notNull) return null;
  throw invalidValue(column, 'have a value', 'none');
}

/**
 * Says whether the database may write something else for null: where `explicit_defaults_for_timestamp` was off when a
 * table was made, a `timestamp` that is not declared NULL takes null for the current time.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/timestamp-initialization.html
 */
const mayReplaceNull = (column: MySqlColumn) => /^timestamp/i.test(column.getSQLType());

/** A number is written as JavaScript writes it; some providers give one for a name. */
function texts(column: MySqlColumn): ColumnValues {
  const requireFit = fitting(column);
  const asText = (value: unknown) => {
    if (typeof value === 'string') return value;
    if (Number.isFinite(value) || typeof value === 'bigint') return String(value);
    throw doesNotFit(column, value);
  };
  const type = column.getSQLType();
  const members = type.startsWith('enum') ? column.enumValues : undefined;
  // MySQL strips the blanks at the end of these two.
  const isStripped = /^(char|enum)\b/.test(type);
  return {
    bind: (value) => {
      const text = asText(value);
      if (members && !members.includes(text)) throw doesNotFit(column, value);
      return requireFit(text);
    },
    stored: asText,
    isCertain: () => !isStripped,
  };
}

const isText = (column: MySqlColumn) =>
  /^(varchar|char|enum|(tiny|medium|long)?text)\b/.test(column.getSQLType());

/** To MySQL it is a number, and Drizzle would read every one but 1 as false. */
function booleans(column: MySqlColumn): ColumnValues {
  const requireBoolean = (value: unknown) => {
    if (value === true || value === 1) return true;
    if (value === false || value === 0) return false;
    throw doesNotFit(column, value);
  };
  return { bind: requireBoolean, stored: requireBoolean, isCertain: () => true };
}

function dates(column: MySqlColumn): ColumnValues {
  const precision = datePrecision(column) ?? MILLISECONDS;
  return {
    bind: (value) => dateText(precision, requireDate(value, column, precision)),
    stored: (value) => cutTo(precision, requireDate(value, column, precision)),
    isCertain: () => true,
  };
}

function wholeNumbers(column: MySqlColumn, { min, max }: WholeRange): ColumnValues {
  const isBigint = valueTypeOf(column) === 'bigint';
  // A flag, to MySQL: drizzle-kit makes `tinyint` of `boolean` when it pulls a table.
  const isFlag = column.getSQLType().startsWith('tinyint');
  const requireWhole = (value: unknown): number | bigint => {
    const whole = asWhole(isFlag && typeof value === 'boolean' ? Number(value) : value);
    const isSafe = Number.isSafeInteger(Number(whole));
    if (whole !== undefined && whole >= min && whole <= max && (isBigint || isSafe))
      return isBigint ? whole : Number(whole);
    const got = whole === undefined ? kindOf(value) : 'one beyond';
    throw invalidValue(column, `be a whole number from ${min} to ${max}`, got);
  };
  // In digits, because not every driver sends a bigint.
  return { bind: (value) => String(requireWhole(value)), stored: requireWhole, isCertain: () => true };
}

/** Every other type travels as Drizzle would send it, and may come back in another form. */
function others(column: MySqlColumn): ColumnValues {
  const requireFit = fitting(column);
  const precision = typePrecision(column);
  // Before it is encoded, because MySQL would round the text that a type of one's own makes of it.
  const cut = (value: unknown) =>
    precision && isDate(value) ? cutTo(precision, requireDate(value, column, precision)) : value;
  const isText = valueTypeOf(column) === 'string';
  const isJson = valueTypeOf(column) === 'json';
  const requireForm = (sent: unknown) => {
    // Only halves of pairs are escaped so; MySQL takes none of them.
    if (isJson && /(^|[^\\])(\\\\)*\\ud[89a-f]/.test(String(sent))) throw doesNotFit(column, sent);
    return precision && isText ? requireDateText(sent, column, precision) : sent;
  };
  return {
    bind: (value) => requireFit(requireForm(encoded(column, cut(value)))),
    stored: (value) => (isJson ? JSON.parse(String(encoded(column, value))) : cut(value)),
    isCertain: () => false,
  };
}

/** Returns what the driver is to send: text, a number, bytes; it would expand an object or an array into SQL. */
function encoded(column: MySqlColumn, value: unknown): unknown {
  const sent = mapToDriver(column, value);
  if (typeof sent === 'string' || typeof sent === 'bigint' || Number.isFinite(sent)) return sent;
  // A custom type may be a number to the database; elsewhere, 1 or 0 is not what was meant.
  if (typeof sent === 'boolean' && valueTypeOf(column) === 'custom') return sent;
  if (sent instanceof Uint8Array) return sent;
  if (isDate(sent)) return dateText(MILLISECONDS, requireDate(sent, column, MILLISECONDS));
  throw doesNotFit(column, value);
}

/** Returns undefined for what the column's own code fails on, and for SQL, which a column of JSON would take for data. */
function mapToDriver(column: MySqlColumn, value: unknown): unknown {
  try {
    return isSql(value) ? undefined : column.mapToDriverValue(value);
  } catch {
    return undefined;
  }
}

/** Drizzle looks at the class of a value, and fails on one that has none. */
const isSql = (value: unknown) => {
  const isOfAClass = typeof Object.getPrototypeOf(Object(value))?.constructor === 'function';
  return isOfAClass && is(value, SQL);
};

const doesNotFit = (column: MySqlColumn, value: unknown) =>
  invalidValue(column, `fit ${column.getSQLType()}`, kindOf(value));
