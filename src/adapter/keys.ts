import { is, SQL } from 'drizzle-orm';
import { getTableConfig, type MySqlColumn, type MySqlTable } from 'drizzle-orm/mysql-core';

/** Says whether a table declares a key that keeps two rows from having the same values in these columns. */
export function hasUniqueKey(table: MySqlTable, columns: readonly MySqlColumn[]): boolean {
  const { indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const uniqueIndexes = indexes.map(({ config }) => config).filter(({ unique }) => unique);
  const wanted = namesOf(columns).sort().join();
  return [...uniqueIndexes, ...primaryKeys, ...uniqueConstraints].some(
    (key) => namesOf(key.columns).sort().join() === wanted,
  );
}

/** Says whether a table declares a key that keeps two rows from having the same value, as written or in lower case. */
export function isUniqueColumn(table: MySqlTable, column: MySqlColumn): boolean {
  const isOfColumn = ({ config: { unique, columns } }: Index) =>
    unique && columns.length === 1 && is(columns[0], SQL) && hasColumn(columns[0], column);
  return (
    column.primary ||
    column.isUnique ||
    hasUniqueKey(table, [column]) ||
    getTableConfig(table).indexes.some(isOfColumn)
  );
}

type Index = ReturnType<typeof getTableConfig>['indexes'][number];

const hasColumn = ({ queryChunks }: SQL, column: MySqlColumn): boolean =>
  queryChunks.some((chunk) => (is(chunk, SQL) ? hasColumn(chunk, column) : chunk === column));

/** Says whether a table declares a key by which the rows with a value in a column are found: one that begins with it. */
export function hasKeyFrom(table: MySqlTable, column: MySqlColumn): boolean {
  const { indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const keys = [...indexes.map(({ config }) => config), ...primaryKeys, ...uniqueConstraints];
  return column.primary || column.isUnique || keys.some((key) => namesOf(key.columns)[0] === column.name);
}

/** An expression in an index has no name, so it equals no column. */
const namesOf = (columns: readonly object[]) =>
  columns.map((column) => ('name' in column && typeof column.name === 'string' ? column.name : ''));
