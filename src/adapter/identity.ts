import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';

/**
 * Matches a column with a placeholder, string for string.
 *
 * MySQL's default collation treats values as equal that differ in case, accents or trailing spaces. The bare comparison
 * finds the row through the index, and the comparison of bytes drops a row that only looks alike. Both sides are
 * converted first, because the bytes of a latin1 column would not match its owner's.
 */
export const exactly = (column: MySqlColumn, name: string): SQL =>
  sql`(${eq(column, sql.placeholder(name))} and ${hasBytesOf(column, name)})`;

/** Matches a column with any of several placeholders, string for string. */
export function exactlyOneOf(column: MySqlColumn, names: readonly string[]): SQL {
  const given = names.map((name) => sql.placeholder(name));
  return sql`(${inArray(column, given)} and ${bytesOf(column)} in ${given.map(bytesOf)})`;
}

/** Matches a column with a placeholder by their bytes alone; uses no index, so other conditions must find the row. */
export const hasBytesOf = (column: MySqlColumn, name: string): SQL =>
  sql`${bytesOf(column)} = ${bytesOf(sql.placeholder(name))}`;

/** Matches two columns by their bytes alone, whatever their collations are. */
export const haveSameBytes = (one: MySqlColumn, other: MySqlColumn): SQL =>
  sql`${bytesOf(one)} = ${bytesOf(other)}`;

/** The bytes of text in UTF-8, whatever the character set of its column. */
export const bytesOf = (text: unknown) => sql`cast(convert(${text} using utf8mb4) as binary)`;

/** Says whether two e-mail addresses are the same: equal strings, apart from the case of A to Z. */
export function isSameAddress(one: string, other: string): boolean {
  return asciiLowerCase(one) === asciiLowerCase(other);
}

/** Turns `A-Z` into `a-z`; other letters stay, since Unicode's case folding makes different people equal. */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
