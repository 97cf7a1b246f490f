import { is, SQL } from 'drizzle-orm';
import { getTableConfig, type MySqlColumn, type MySqlTable } from 'drizzle-orm/mysql-core';
import { propertiesOf } from '../../database/properties-of.ts';
import { columnsOf } from './columns.ts';

/** Says whether a table declares a unique index on exactly these columns. */
export function hasUniqueIndex(table: MySqlTable, columns: readonly MySqlColumn[]): boolean {
  const wanted = namesOf(columns).sort().join();
  return indexesOf(table).some(({ unique, columns }) => unique && namesOf(columns).sort().join() === wanted);
}

/** Says whether a table declares a unique index on one column, as written or in lower or upper case. */
export function isUniqueColumn(table: MySqlTable, column: MySqlColumn): boolean {
  const name = wordsOf(column);
  const isOfColumn = ({ unique, columns }: Index) =>
    unique && [`lower${name}`, `upper${name}`].includes(columns.map(wordsOf).join());
  return isIndexed(column) || hasUniqueIndex(table, [column]) || indexesOf(table).some(isOfColumn);
}

/** Returns the words of an expression without what is between them: `loweremail` for `(lower(email))`. */
const wordsOf = (chunk: unknown): string => {
  if (is(chunk, SQL)) return chunk.queryChunks.map(wordsOf).join('');
  const { name, value } = propertiesOf(chunk);
  return String(name ?? value)
    .replace(/\W/g, '')
    .toLowerCase();
};

/** Says whether a table declares an index that begins with a column, so that its values can be looked up. */
export const hasIndexFrom = (table: MySqlTable, column: MySqlColumn): boolean =>
  isIndexed(column) || indexesOf(table).some(({ columns }) => namesOf(columns)[0] === column.name);

/** Says whether a table declares any key: drizzle-kit 0.31 pulls none from MariaDB. */
export const hasKey = (table: MySqlTable): boolean =>
  Object.values(columnsOf(table)).some(isIndexed) || indexesOf(table).some(({ unique }) => unique);

/** Says whether a column itself is declared as a key. */
const isIndexed = ({ primary, isUnique }: MySqlColumn) => primary || isUnique;

interface Index {
  readonly unique?: boolean | undefined;
  readonly columns: readonly object[];
}

function indexesOf(table: MySqlTable): Index[] {
  const { indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const constraints = [...primaryKeys, ...uniqueConstraints];
  return [
    ...indexes.map(({ config }) => config),
    ...constraints.map(({ columns }) => ({ unique: true, columns })),
  ];
}

/** Returns the names of columns; an expression in an index has none, so it equals no column. */
const namesOf = (columns: readonly { readonly name?: unknown }[]) => columns.map(({ name }) => name);
