import { getTableName } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../../database/database.ts';
import { oncePerObject } from '../../database/once-per-object.ts';
import type { PreparedStatement, Statement } from '../../database/statement.ts';

/** Drizzle's builder of a SELECT. */
interface Select<Row> {
  $withCache(config: false): Select<Row>;
  prepare(): PreparedStatement<Row[]>;
}

/** Prepares a SELECT from a table. It bypasses query caches, where a session would outlive its sign-out. */
export const prepareSelect = <Row>(
  table: MySqlTable,
  build: (db: Database) => Select<Row>,
): Statement<Row[]> => ({
  table: getTableName(table),
  prepare: oncePerObject((db: Database) => build(db).$withCache(false).prepare()),
});
