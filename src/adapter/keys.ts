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
  const name = wordsOf(column);
  const isOfColumn = ({ config: { unique, columns } }: Index) =>
    unique && [`lower${name}`, `upper${name}`].includes(columns.map(wordsOf).join());
  return (
    column.primary ||
    column.isUnique ||
    hasUniqueKey(table, [column]) ||
    getTableConfig(table).indexes.some(isOfColumn)
  );
}

type Index = ReturnType<typeof getTableConfig>['indexes'][number];

/** Returns the words of an expression without what stands between them: `loweremail` of `(lower(email))`. */
const wordsOf = (chunk: unknown): string => {
  if (is(chunk, SQL)) return chunk.queryChunks.map(wordsOf).join('');
  const { name, value } = Object(chunk);
  return String(name ?? value)
    .replace(/\W/g, '')
    .toLowerCase();
};

/** Says whether a table declares a key by which the rows with a value in a column are found: one that begins with it. */
export function hasKeyFrom(table: MySqlTable, column: MySqlColumn): boolean {
  const { indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const keys = [...indexes.map(({ config }) => config), ...primaryKeys, ...uniqueConstraints];
  return column.primary || column.isUnique || keys.some((key) => namesOf(key.columns)[0] === column.name);
}

/** An expression in an index has no name, so it equals no column. */
const namesOf = (columns: readonly object[]) =>
  columns.map((column) => ('name' in column && typeof column.name === 'string' ? column.name : ''));
