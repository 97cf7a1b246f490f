import { getTableConfig, type MySqlColumn, type MySqlTable } from 'drizzle-orm/mysql-core';

/** Says whether a table declares a key that keeps two rows from having the same values in these columns. */
export function hasUniqueKey(table: MySqlTable, columns: readonly MySqlColumn[]): boolean {
  const { indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const wanted = columns
    .map(({ name }) => name)
    .sort()
    .join();
  return [
    ...indexes.filter(({ config }) => config.unique).map(({ config }) => config),
    ...primaryKeys,
    ...uniqueConstraints,
  ].some(
    (key) =>
      key.columns
        .map((column) => ('name' in column ? column.name : ''))
        .sort()
        .join() === wanted,
  );
}
