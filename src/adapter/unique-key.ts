import { getTableConfig, type MySqlColumn, type MySqlTable } from 'drizzle-orm/mysql-core';

/** Says whether a table declares a key that keeps two rows from having the same values in these columns. */
export function hasUniqueKey(table: MySqlTable, columns: readonly MySqlColumn[]): boolean {
  const { indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const uniqueIndexes = indexes.map(({ config }) => config).filter(({ unique }) => unique);
  const wanted = namesOf(columns);
  return [...uniqueIndexes, ...primaryKeys, ...uniqueConstraints].some(
    (key) => namesOf(key.columns) === wanted,
  );
}

/** An expression in an index has no name, so it equals no column. */
const namesOf = (columns: readonly object[]) =>
  columns
    .map((column) => ('name' in column ? column.name : ''))
    .sort()
    .join();
