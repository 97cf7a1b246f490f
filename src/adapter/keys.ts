import { is, SQL } from 'drizzle-orm';
import { getTableConfig, type MySqlColumn, type MySqlTable } from 'drizzle-orm/mysql-core';

/** Says whether a table declares a key that keeps two rows from having the same values in these columns. */
export function hasUniqueKey(table: MySqlTable, columns: readonly MySqlColumn[]): boolean {
  const wanted = namesOf(columns).sort().join();
  return keysOf(table).some(({ unique, columns }) => unique && namesOf(columns).sort().join() === wanted);
}

/** Says whether a table declares a key that keeps two rows from having the same value, as written or in lower case. */
export function isUniqueColumn(table: MySqlTable, column: MySqlColumn): boolean {
  const name = wordsOf(column);
  const isOfColumn = ({ unique, columns }: Key) =>
    unique && [`lower${name}`, `upper${name}`].includes(columns.map(wordsOf).join());
  return isKey(column) || hasUniqueKey(table, [column]) || keysOf(table).some(isOfColumn);
}

/** Returns the words of an expression without what stands between them: `loweremail` of `(lower(email))`. */
const wordsOf = (chunk: unknown): string => {
  if (is(chunk, SQL)) return chunk.queryChunks.map(wordsOf).join('');
  const { name, value } = Object(chunk);
  return String(name ?? value)
    .replace(/\W/g, '')
    .toLowerCase();
};

/** Says whether a table declares a key by which the rows with a value in a column are found: one that begins with it. */
export const hasKeyFrom = (table: MySqlTable, column: MySqlColumn): boolean =>
  isKey(column) || keysOf(table).some(({ columns }) => namesOf(columns)[0] === column.name);

/** Says whether a column is declared as a key by itself. */
const isKey = ({ primary, isUnique }: MySqlColumn) => primary || isUnique;

interface Key {
  readonly unique?: boolean | undefined;
  readonly columns: readonly object[];
}

function keysOf(table: MySqlTable): Key[] {
  const { indexes, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const constraints = [...primaryKeys, ...uniqueConstraints];
  return [
    ...indexes.map(({ config }) => config),
    ...constraints.map(({ columns }) => ({ unique: true, columns })),
  ];
}

/** An expression in an index has no name, so it equals no column. */
const namesOf = (columns: readonly { readonly name?: unknown }[]) => columns.map(({ name }) => name);
