import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { valueTypeOf } from '../../database/value-type.ts';

/** Is the smallest and the largest number that a column of whole numbers holds. */
export interface WholeRange {
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

/**
 * Returns what a column of whole numbers holds; undefined for other types.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/integer-types.html
 */
export function wholeRange(column: MySqlColumn): WholeRange | undefined {
  const [, type = '', unsigned] = /^(\w+)(?:\(\d+\))?( unsigned)?$/.exec(column.getSQLType()) ?? [];
  const bits = BITS.get(type);
  if (!/^(number|bigint)$/.test(valueTypeOf(column))) return undefined;
  // A year of two digits would become one of four.
  if (type === 'year') return { min: 1901n, max: 2155n };
  if (bits === undefined) return undefined;
  if (unsigned) return { min: 0n, max: 2n ** bits - 1n };
  return { min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n };
}

/** Returns a value as a whole number: a number, a bigint, or one written in digits, as some providers give `expires_at`. */
export function asWhole(value: unknown): bigint | undefined {
  const isWhole =
    Number.isSafeInteger(value) ||
    typeof value === 'bigint' ||
    (typeof value === 'string' && /^-?\d{1,20}$/.test(value));
  return isWhole ? BigInt(value as number | bigint | string) : undefined;
}
