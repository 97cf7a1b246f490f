import { is, SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { cutTo, datePrecision, dateText, isDate, MILLISECONDS, requireDate } from './column-dates.ts';
import { asWhole, type WholeRange, wholeRange } from './column-numbers.ts';
import { isBroken, isTooLong, sizeLimit } from './column-size.ts';
import { invalidValue, valueTooLong } from './invalid-value.ts';

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
    isCertain: (value) => value == null || kind.isCertain(value),
  };
}

/** Works out the same for values that are neither undefined nor null. */
function kindOfColumn(column: MySqlColumn): ColumnValues {
  const range = wholeRange(column);
  if (range) return wholeNumbers(column, range);
  if (datePrecision(column)) return dates(column);
  return column.dataType.includes('string') && isText(column) ? texts(column) : others(column);
}

/** Returns null for a column that can hold it; a lax server would write something else without a word. */
function requireNullable(column: MySqlColumn): null {
  if (!column.notNull) return null;
  throw invalidValue(column, `Expected \`${column.name}\` to have a value, got none.`);
}

const same = (value: unknown) => value;

/** A number is written in digits, as MySQL would; some providers give one for a name. */
function texts(column: MySqlColumn): ColumnValues {
  const requireFit = fitting(column);
  const asText = (value: unknown) => {
    if (typeof value === 'string') return value;
    if (Number.isFinite(value) || typeof value === 'bigint') return String(value);
    throw doesNotFit(column, value);
  };
  return { bind: (value) => requireFit(asText(value)), stored: asText, isCertain: () => true };
}

const isText = (column: MySqlColumn) => /^(varchar|(tiny|medium|long)?text)\b/.test(column.getSQLType());

function dates(column: MySqlColumn): ColumnValues {
  const precision = datePrecision(column) ?? MILLISECONDS;
  return {
    bind: (value) => dateText(precision, requireDate(value, column, precision)),
    stored: (value) => cutTo(precision, requireDate(value, column, precision)),
    isCertain: () => true,
  };
}

function wholeNumbers(column: MySqlColumn, { min, max }: WholeRange): ColumnValues {
  const isBigint = column.dataType.includes('bigint');
  const requireWhole = (value: unknown): number | bigint => {
    const whole = asWhole(value);
    const isSafe = Number.isSafeInteger(Number(whole));
    if (whole !== undefined && whole >= min && whole <= max && (isBigint || isSafe))
      return isBigint ? whole : Number(whole);
    const expected = `a whole number from ${min} to ${max}`;
    const got = whole === undefined ? kindOf(value) : 'one beyond';
    throw invalidValue(column, `Expected \`${column.name}\` to be ${expected}, got ${got}.`);
  };
  // In digits, because not every driver sends a bigint.
  return { bind: (value) => String(requireWhole(value)), stored: requireWhole, isCertain: () => true };
}

/** Every other type travels as Drizzle would send it, and may come back in another form. */
function others(column: MySqlColumn): ColumnValues {
  const requireFit = fitting(column);
  const isBoolean = column.getSQLType() === 'boolean';
  return {
    bind: (value) => requireFit(encoded(column, value)),
    stored: same,
    isCertain: (value) => isBoolean && typeof value === 'boolean',
  };
}

/** Returns what the driver is to send: text, a number, bytes; it would expand an object or an array into SQL. */
function encoded(column: MySqlColumn, value: unknown): unknown {
  const sent = is(value, SQL) ? value : mapToDriver(column, value);
  if (/^enum\b/.test(column.getSQLType()) && !column.enumValues?.includes(String(sent)))
    throw doesNotFit(column, value);
  if (/^(string|number|bigint|boolean)$/.test(typeof sent) || sent instanceof Uint8Array) return sent;
  if (isDate(sent)) return dateText(MILLISECONDS, requireDate(sent, column, MILLISECONDS));
  throw doesNotFit(column, value);
}

function mapToDriver(column: MySqlColumn, value: unknown): unknown {
  try {
    return column.mapToDriverValue(value);
  } catch {
    return undefined;
  }
}

/** Makes a check of text and bytes, which a lax server would cut short, and any server change where it has to. */
function fitting(column: MySqlColumn) {
  const limit = sizeLimit(column);
  return (value: unknown) => {
    if (typeof value === 'string' && isBroken(value))
      throw invalidValue(
        column,
        `Expected \`${column.name}\` to be well-formed text, got half of a surrogate pair in it.`,
      );
    const isSized = typeof value === 'string' || value instanceof Uint8Array;
    if (limit && isSized && isTooLong(value, limit)) throw valueTooLong(column, value, limit);
    return value;
  };
}

const doesNotFit = (column: MySqlColumn, value: unknown) =>
  invalidValue(column, `Expected \`${column.name}\` to fit ${column.getSQLType()}, got ${kindOf(value)}.`);
