import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { invalidArgument } from '../errors.ts';
import { isBroken, isTooLong, sizeLimit } from './columns/size.ts';

/**
 * Matches a column with a placeholder, string for string.
 *
 * MySQL's default collation calls values equal that differ in case, accents or trailing blanks. The bare
 * comparison finds the row through the index, the one of bytes drops a row that only looks alike. Both sides are
 * converted first, because a plain cast of a latin1 column would miss its owner.
 */
export function exactly(column: MySqlColumn, name: string): SQL {
  // and() of two conditions is never empty, which its type does not know.
  return and(eq(column, sql.placeholder(name)), hasBytesOf(column, name)) as SQL;
}

/** Matches a column with a placeholder by their bytes alone; uses no index, so others must find the row. */
export const hasBytesOf = (column: MySqlColumn, name: string): SQL =>
  sql`${bytesOf(column)} = ${bytesOf(sql.placeholder(name))}`;

/** Matches a column with a placeholder in the same way, null with null; uses no index, so others must find the row. */
export function exactlyOrNull(column: MySqlColumn, name: string): SQL {
  return sql`${bytesOf(column)} <=> ${bytesOf(sql.placeholder(name))}`;
}

const bytesOf = (text: unknown) => sql`cast(convert(${text} using utf8mb4) as binary)`;

/** Says whether two e-mail addresses are one: the same string, `A-Z` and `a-z` taken as equal and nothing else. */
export function isSameAddress(one: string, other: string): boolean {
  return asciiLowerCase(one) === asciiLowerCase(other);
}

/** Writes `A-Z` as `a-z`; other letters stay, since Unicode's case folding makes different people equal. */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Returns a value that names somebody or something, or says that it is no string. */
export function requireText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw invalidArgument(name, 'be a string', kindOf(value));
}

/**
 * Returns a text that is to name somebody or something from now on, or says why it cannot.
 *
 * Nobody is named by no text at all: a provider that gives everybody the id '' would make all of them one person. Nor
 * by a NUL, which the default collation of MySQL ignores.
 */
export function requireName(value: unknown, name: string): string {
  const text = requireText(value, name);
  if (text !== '' && !text.includes('\0')) return text;
  throw invalidArgument(name, 'be text that names something', text ? 'a NUL in it' : 'an empty string');
}

/**
 * Makes a check of whether some row can have a text in a column that names something.
 *
 * What fails it is not asked for, because servers answer such questions with errors, or with what looks alike.
 */
export function nameCheck(column: MySqlColumn): (text: string) => boolean {
  const limit = sizeLimit(column);
  return (text) =>
    text !== '' && !(limit && isTooLong(text, limit)) && !text.includes('\0') && !isBroken(text);
}

/** Returns a provider's account id as text; some providers (VK, Strava) and custom profiles give a number. */
export function requireProviderAccountId(value: unknown): string {
  if (Number.isSafeInteger(value) || typeof value === 'bigint') return String(value);
  return requireText(value, 'providerAccountId');
}
