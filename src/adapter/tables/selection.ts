import { type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { valueTypeOf } from '../columns/value-type.ts';
import type { Columns } from './columns.ts';

/** Returns what to select for columns. */
export const selectionOf = (columns: Columns): Record<string, MySqlColumn | SQL> =>
  Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, asText(column) ?? column]));

/**
 * Returns a column as text if drivers return its values in many forms, undefined for any other column.
 *
 * Depending on their settings, mysql2's pools round a `bigint` or a `decimal`, and may parse JSON or not; a value that
 * was read would be written back as a different one.
 */
function asText(column: MySqlColumn): SQL | undefined {
  const decode = DECODERS.get(valueTypeOf(column));
  const isRewritten = /^(bigint|decimal|json)/.test(column.getSQLType());
  return decode && isRewritten ? sql`cast(${column} as char)`.mapWith(decode) : undefined;
}

/** The functions that make values of a type from their text; a `number` is the same in every form. */
const DECODERS = new Map<string, (text: string) => unknown>([
  ['bigint', BigInt],
  ['json', parseJson],
  ['string', String],
]);

/** Parses JSON; returns anything else as it is, such as the '' with which MariaDB fills a new NOT NULL column. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
