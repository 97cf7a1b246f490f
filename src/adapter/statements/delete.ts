import { getTableName, type SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../../database/database.ts';
import { oncePerObject } from '../../database/once-per-object.ts';
import type { Write } from '../../database/statement.ts';

/**
 * Prepares a DELETE of the rows under a condition without a subquery.
 *
 * It uses the multi-table form. To the single-table form, MariaDB answers "OK, 0 rows" if it is killed just before the
 * end, and the row is still there. A sharded Vitess accepts the multi-table form too, but not with a subquery.
 *
 * @see https://dev.mysql.com/doc/refman/9.7/en/delete.html
 */
export const prepareDelete = (
  table: MySqlTable,
  where: () => SQL | undefined,
  isRepeatable = true,
): Write => ({
  ...prepareDeleteFrom(table, () => sql`${table} using ${table}`, where),
  isRepeatable,
});

/**
 * Prepares a DELETE from its SQL after `delete from`: the tables, and where they come from.
 *
 * The SQL is built when it is first needed, because many sites make an adapter per request.
 */
export const prepareDeleteFrom = (
  table: MySqlTable,
  from: () => SQL | MySqlTable,
  where?: () => SQL | undefined,
): Write => ({
  table: getTableName(table),
  prepare: oncePerObject((db: Database) =>
    db
      // Drizzle writes whatever it is given here, though its type asks for a table.
      .delete(from() as MySqlTable)
      .where(where?.())
      .prepare(),
  ),
  isRepeatable: true,
});
