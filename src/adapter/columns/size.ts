import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { oncePerObject } from '../../database/once-per-object.ts';

/** How much a column holds, in the unit that MySQL counts in for its type. */
export interface SizeLimit {
  readonly max: number;
  readonly unit: 'characters' | 'bytes';
}

/** The types without a length of their own: the first counts its bytes with one byte, the last with four. */
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

/** Says whether a value is longer than a limit, counting only where a look at its length leaves it open. */
export function isTooLong(value: string | Uint8Array, { max, unit }: SizeLimit): boolean {
  // A unit of UTF-16 is at most three bytes of UTF-8, and a code point at most two units.
  if (typeof value !== 'string') return value.length > max;
  if (value.length * (unit === 'bytes' ? 3 : 1) <= max) return false;
  return value.length > max * 2 || lengthOf(value, unit) > max;
}

/** Says whether text has half of a surrogate pair, which UTF-8 has no bytes for: it would be stored as another one. */
export const isBroken = (text: string): boolean => /\p{Surrogate}/u.test(text);
