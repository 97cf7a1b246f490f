import { sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/mysql-core';
import { readRows } from './check/rows.ts';
import type { Work } from './work.ts';

/** Milliseconds by which the clocks of two time zones differ at most: from -12:00 to +14:00. */
const ZONES_APART_MS = 26 * 3_600_000;

/**
 * Returns a moment for which what expired before it has expired in every time zone, and the given one where zones do
 * not matter.
 *
 * The database shows a `timestamp` in the time zone of a connection, and that of the site's pool may be another one than
 * that of this command's: a session that ends in 6 hours may look as if it had ended 2 hours ago. The database is asked,
 * since the Drizzle table may say `datetime` all the same.
 */
export async function inEveryZone({ db, tables }: Work, moment: Date): Promise<Date> {
  const columns = [tables.sessions, tables.verificationTokens].map((table) => {
    const { name, schema } = getTableConfig(table);
    return sql`table_schema = ${schema ?? sql`database()`} and table_name = ${name}
      and column_name = ${table.expires.name}`;
  });
  const found = await readRows(
    db,
    'information_schema',
    sql`select 1 from information_schema.columns
      where data_type = 'timestamp' and (${sql.join(columns, sql` or `)}) limit 1`,
  );
  return found.length > 0 ? new Date(Number(moment) - ZONES_APART_MS) : moment;
}
