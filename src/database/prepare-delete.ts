import { type SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from './database.ts';

/**
 * Prepares a DELETE of the rows under a condition without a subquery.
 *
 * It is written in the form for several tables. To the form for one, MariaDB answers "OK, 0 rows" when it is killed
 * just before the end, and the row is still there. A sharded Vitess takes this form too, but not with a subquery.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/delete.html
 */
export const prepareDelete = (db: Database, table: MySqlTable, where: SQL | undefined) =>
  prepareDeleteFrom(db, sql`${table} using ${table}`, where);

/** Prepares a DELETE whose tables, and where they come from, are written out: all that follows `delete from`. */
export const prepareDeleteFrom = (db: Database, tables: SQL, where?: SQL) =>
  // Drizzle writes whatever it is given here, though its type asks for a table.
  db
    .delete(tables as unknown as MySqlTable)
    .where(where)
    .prepare();
