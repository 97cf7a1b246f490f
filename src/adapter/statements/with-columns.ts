import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { columnsOf } from '../tables/columns.ts';

/** The symbol under which every copy of Drizzle keeps a table's columns. */
const COLUMNS = Symbol.for('drizzle:Columns');

/**
 * Returns the same table with only some of its columns, for an INSERT or an UPDATE that names no others.
 *
 * Drizzle's insert always lists every column and writes DEFAULT for those without a value, which is a syntax error
 * in INSERT ... SELECT and cannot be routed by a sharded database. Its update sets whatever a polluted prototype has.
 */
export function withColumns(table: MySqlTable, keys: readonly string[]): MySqlTable {
  const all = columnsOf(table);
  const columns = Object.fromEntries(keys.map((key) => [key, all[key]]));
  return Object.create(table, { [COLUMNS]: { value: columns } });
}
