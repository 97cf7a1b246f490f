import { type MySqlColumn, type MySqlColumnBuilderBase, mysqlTable } from 'drizzle-orm/mysql-core';

/** Makes the column `extra` of a table `people`. */
export function columnOf(builder: MySqlColumnBuilderBase): MySqlColumn {
  return mysqlTable('people', { extra: builder }).extra as MySqlColumn;
}
