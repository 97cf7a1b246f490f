import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { oncePerObject } from '../../database/once-per-object.ts';

/** How much a column holds, in the unit that MySQL counts in for its type. */
export interface SizeLimit {
  readonly max: number;
  readonly unit: 'characters' | 'bytes';
}

/** The types without a given length: the first counts its bytes in one byte, the last in four. */
const COUNTED = ['tinytext', 'text', 'mediumtext', 'longtext'];

/**
 * Returns how much a column of text or bytes holds; undefined for other types.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/storage-requirements.html#data-types-storage-reqs-strings
 */
export const sizeLimit = /* @__PURE__ */ oncePerObject((column: MySqlColumn): SizeLimit | undefined => {
  const [, type = '', length] = /^(\w+)(?:\((\d+)\))?/.exec(column.getSQLType().toLowerCase()) ?? [];
  if (/^(var)?char$/.test(type)) return { max: Number(length ?? 1), unit: 'characters' };
  if (/^(var)?binary$/.test(type)) return { max: Number(length ?? 1), unit: 'bytes' };
  const width = COUNTED.indexOf(type.replace('blob', 'text')) + 1;
  return width ? { max: 256 ** width - 1, unit: 'bytes' } : undefined;
});

/** Counts text as MySQL does: in code points, or in bytes of UTF-8. */
export function lengthOf(value: string | Uint8Array, unit: SizeLimit['unit']): number {
  if (typeof value !== 'string') return value.length;
  if (unit === 'bytes') return new TextEncoder().encode(value).length;
  let length = 0;
  for (const _ of value) length++;
  return length;
}

/** Says whether a value is longer than a limit; counts only if its `length` does not settle it. */
export function isTooLong(value: string | Uint8Array, { max, unit }: SizeLimit): boolean {
  // A UTF-16 unit is at most three bytes of UTF-8, and a code point at most two units.
  if (typeof value !== 'string') return value.length > max;
  if (value.length * (unit === 'bytes' ? 3 : 1) <= max) return false;
  return value.length > max * 2 || lengthOf(value, unit) > max;
}

/** Says whether text has half of a surrogate pair, which UTF-8 cannot encode: another character would be stored. */
export const isBroken = (text: string): boolean => /\p{Surrogate}/u.test(text);
