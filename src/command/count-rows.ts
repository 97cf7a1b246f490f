import { type SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import { onAllShards } from '../maintenance/scatter.ts';

/** Counts rows, for a bar of progress: the work does not depend on it. */
export async function countRows(db: Database, table: MySqlTable, where?: SQL): Promise<number> {
  const [row] = await db
    .select({ count: onAllShards<number>(sql`count(*)`).mapWith(Number) })
    .from(table)
    .where(where);
  return row?.count ?? 0;
}
