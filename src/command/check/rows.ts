import type { SQL } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { propertiesOf } from '../../database/properties-of.ts';
import { read } from '../../database/run.ts';

/** What a driver returns as a value of such a row; over HTTP, numbers of 64 bits are text. */
export type Value = string | number | null;

/** Runs a statement that only reads, and returns its rows. `table` is the name that an error has. */
export const readRows = <Names extends string>(
  db: Database,
  table: string,
  query: SQL,
): Promise<Readonly<Record<Names, Value>>[]> =>
  read(db, { table, prepare: (db) => ({ execute: async () => rowsOf(await db.execute(query)) }) }, {});

/** Finds the rows in what Drizzle returns: mysql2's pair of rows and fields, or PlanetScale's result. */
function rowsOf<Row>(result: unknown): Row[] {
  const rows: unknown = Array.isArray(result) ? result[0] : propertiesOf(result).rows;
  return (Array.isArray(rows) ? rows : []) as Row[]; // as the statement selects them
}

/** Returns a value as text; some drivers return the text of information_schema as bytes. */
export const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value ?? '');
