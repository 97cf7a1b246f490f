import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { doesNotFit, invalidValue, valueTooLong } from './invalid-value.ts';
import { isBroken, isTooLong, sizeLimit } from './size.ts';
import { valueTypeOf } from './value-type.ts';

/**
 * Returns how text travels to a column of text, undefined for other columns.
 *
 * A number is written as JavaScript writes it: some providers give one for a name.
 */
export function texts(column: MySqlColumn) {
  const type = column.getSQLType();
  const isText = /^(varchar|char|enum|(tiny|medium|long)?text)\b/.test(type);
  if (valueTypeOf(column) !== 'string' || !isText) return undefined;
  const members = type.startsWith('enum') ? column.enumValues : undefined;
  const asText = (value: unknown) => {
    if (typeof value === 'string') return value;
    if (Number.isFinite(value) || typeof value === 'bigint') return String(value);
    throw doesNotFit(column, value);
  };
  return {
    bind: (value: unknown) => {
      const text = asText(value);
      if (members && !members.includes(text)) throw doesNotFit(column, value);
      return requireFit(column, text);
    },
    stored: asText,
    // MySQL strips trailing spaces from these two types.
    isRewritten: /^(char|enum)\b/.test(type),
  };
}

/** Requires text or bytes to fit a column: a server without strict mode truncates them, any server changes broken text. */
export function requireFit(column: MySqlColumn, given: unknown): unknown {
  const limit = sizeLimit(column);
  const isNumber = typeof given === 'number' || typeof given === 'bigint';
  // As digits, to count what the column would have to hold.
  const value = limit && isNumber ? String(given) : given;
  if (typeof value === 'string' && isBroken(value))
    throw invalidValue(column, 'be well-formed text', value, 'text with half of a surrogate pair');
  const isSized = typeof value === 'string' || value instanceof Uint8Array;
  if (limit && isSized && isTooLong(value, limit)) throw valueTooLong(column, value, limit);
  return value;
}

/**
 * Says whether any row can have a text in a column of names or ids.
 *
 * Text that fails this is never looked up, because servers would answer with errors or with rows that only look alike.
 */
export function canHoldName(column: MySqlColumn, text: string): boolean {
  const limit = sizeLimit(column);
  return text !== '' && !(limit && isTooLong(text, limit)) && !text.includes('\0') && !isBroken(text);
}
