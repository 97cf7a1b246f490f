import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { doesNotFit, invalidValue } from './invalid-value.ts';
import { valueTypeOf } from './value-type.ts';

/** The smallest and the largest number that a column of whole numbers holds. */
interface WholeRange {
  readonly min: bigint;
  readonly max: bigint;
}

const BITS = new Map([
  ['tinyint', 8n],
  ['smallint', 16n],
  ['mediumint', 24n],
  ['int', 32n],
  ['bigint', 64n],
]);

/** Returns how whole numbers travel to a column of them, undefined for other columns. */
export function wholeNumbers(column: MySqlColumn) {
  const range = wholeRange(column);
  if (!range) return undefined;
  const { min, max } = range;
  const isBigint = valueTypeOf(column) === 'bigint';
  // MySQL's boolean: drizzle-kit turns `boolean` into `tinyint` when it pulls a table.
  const isBoolean = column.getSQLType().startsWith('tinyint');
  const requireWhole = (value: unknown): number | bigint => {
    const whole = asWhole(isBoolean && typeof value === 'boolean' ? Number(value) : value);
    const isSafe = Number.isSafeInteger(Number(whole));
    if (whole !== undefined && whole >= min && whole <= max && (isBigint || isSafe))
      return isBigint ? whole : Number(whole);
    const got = whole === undefined ? undefined : 'one out of range';
    throw invalidValue(column, `be a whole number from ${min} to ${max}`, value, got);
  };
  return {
    // As digits, because not every driver sends a bigint.
    bind: (value: unknown) => String(requireWhole(value)),
    stored: requireWhole,
  };
}

/** Says whether a column holds whole numbers. */
export const isWholeNumber = (column: MySqlColumn): boolean => wholeRange(column) !== undefined;

/**
 * Returns how booleans travel to a column of them, undefined for other columns.
 *
 * MySQL stores them as numbers, and Drizzle would read all but 1 as false.
 */
export function booleans(column: MySqlColumn) {
  if (valueTypeOf(column) !== 'boolean') return undefined;
  const requireBoolean = (value: unknown) => {
    if (value === true || value === 1) return true;
    if (value === false || value === 0) return false;
    throw doesNotFit(column, value);
  };
  return { bind: requireBoolean, stored: requireBoolean };
}

/**
 * Returns the range of a column of whole numbers; undefined for other types.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/integer-types.html
 */
function wholeRange(column: MySqlColumn): WholeRange | undefined {
  const [, type = '', unsigned] = /^(\w+)(?:\(\d+\))?( unsigned)?$/.exec(column.getSQLType()) ?? [];
  const bits = BITS.get(type);
  if (!/^(number|bigint)$/.test(valueTypeOf(column))) return undefined;
  // MySQL would turn a two-digit year into a four-digit one.
  if (type === 'year') return { min: 1901n, max: 2155n };
  if (bits === undefined) return undefined;
  if (unsigned) return { min: 0n, max: 2n ** bits - 1n };
  return { min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n };
}

/** Returns a value as a whole number: a number, a bigint, or one written in digits, as some providers give `expires_at`. */
export function asWhole(value: unknown): bigint | undefined {
  const isWhole =
    typeof value === 'bigint' ||
    Number.isSafeInteger(value) ||
    (typeof value === 'string' && /^-?\d{1,20}$/.test(value));
  return isWhole ? BigInt(String(value)) : undefined;
}
