import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { MySqlAdapterError } from '../errors.ts';

/**
 * Matches a column with a placeholder, string for string.
 *
 * MySQL's default collation calls values equal that differ in case, accents or trailing blanks. The bare
 * comparison finds the row through the index, the one of bytes drops a row that only looks alike. Both sides are
 * converted first, because a plain cast of a latin1 column would miss its owner.
 */
export function exactly(column: MySqlColumn, name: string): SQL {
  const value = sql.placeholder(name);
  const bytes = (text: unknown) => sql`cast(convert(${text} using utf8mb4) as binary)`;
  // and() of two conditions is never empty, which its type does not know.
  return and(eq(column, value), sql`${bytes(column)} = ${bytes(value)}`) as SQL;
}

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
  throw new MySqlAdapterError(
    'INVALID_ARGUMENT',
    `Expected \`${name}\` to be a string, got ${kindOf(value)}.`,
  );
}

/** Returns a provider's account id as text; some providers (VK, Strava) and custom profiles give a number. */
export function requireProviderAccountId(value: unknown): string {
  if (Number.isSafeInteger(value) || typeof value === 'bigint') return String(value);
  return requireText(value, 'providerAccountId');
}
