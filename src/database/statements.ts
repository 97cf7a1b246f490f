import { getTableName, type SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from './database.ts';
import { oncePerObject } from './prepared.ts';
import type { PreparedStatement, Statement, Write } from './run.ts';

/** What Drizzle makes of a SELECT. */
interface Select<Row> {
  $withCache(config: false): Select<Row>;
  prepare(): PreparedStatement<Row[]>;
}

/** Makes a SELECT from a table. It goes past a query cache, where no session would end with its sign-out. */
export const selection = <Row>(
  table: MySqlTable,
  build: (db: Database) => Select<Row>,
): Statement<Row[]> => ({
  table: getTableName(table),
  prepare: oncePerObject((db: Database) => build(db).$withCache(false).prepare()),
});

/**
 * Makes a DELETE of the rows under a condition without a subquery.
 *
 * It is written in the form for several tables. To the form for one, MariaDB answers "OK, 0 rows" when it is killed
 * just before the end, and the row is still there. A sharded Vitess takes this form too, but not with a subquery.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/delete.html
 */
export const deletion = (table: MySqlTable, where: () => SQL | undefined, isRepeatable = true): Write => ({
  ...deletionFrom(table, () => sql`${table} using ${table}`, where),
  isRepeatable,
});

/**
 * Makes a DELETE whose tables, and where they come from, are written out: all that follows `delete from`.
 *
 * It is written when it is first needed, because many sites make an adapter for each request.
 */
export const deletionFrom = (
  table: MySqlTable,
  from: () => SQL | MySqlTable,
  where?: () => SQL | undefined,
): Write => ({
  table: getTableName(table),
  // Drizzle writes whatever it is given here, though its type asks for a table.
  prepare: oncePerObject((db: Database) =>
    db
      .delete(from() as MySqlTable)
      .where(where?.())
      .prepare(),
  ),
  isRepeatable: true,
});
