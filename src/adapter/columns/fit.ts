import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { invalidValue, valueTooLong } from './invalid-value.ts';
import { isBroken, isTooLong, sizeLimit } from './size.ts';

/** Makes a check of text and bytes, which a lax server would cut short, and any server change where it has to. */
export function fitting(column: MySqlColumn) {
  const limit = sizeLimit(column);
  return (given: unknown) => {
    const isNumber = typeof given === 'number' || typeof given === 'bigint';
    // In digits, so that it can be counted what the column would have to hold.
    const value = limit && isNumber ? String(given) : given;
    if (typeof value === 'string' && isBroken(value))
      throw invalidValue(column, 'be well-formed text', 'half of a surrogate pair in it');
    const isSized = typeof value === 'string' || value instanceof Uint8Array;
    if (limit && isSized && isTooLong(value, limit)) throw valueTooLong(column, value, limit);
    return value;
  };
}
