import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import type { ActualColumn } from './catalog.ts';
import { type Finding, finding } from './finding.ts';
import { actualOf, lowerName, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { alterTable, quoted, typeOf } from './sql-text.ts';

/** Says whether a Drizzle table leaves a column to the database, which counts it up. */
export const isCounted = (column: MySqlColumn): boolean =>
  'autoIncrement' in column && column.autoIncrement === true;

/** Says whether a new row has no id of its own, or is refused, because nobody counts the column up. */
export function isNotCounted({ server }: Inspection, column: MySqlColumn, actual: ActualColumn): boolean {
  // Of several shards, none may count by itself: vtgate takes the ids from a sequence, which no catalog shows.
  if (!isCounted(column) || server.isVitess) return false;
  // A default that is an expression may be a sequence of MariaDB's.
  const isFilledIn = /auto_increment|default_generated/.test(actual.extra) || /\(/.test(actual.default ?? '');
  return !isFilledIn;
}

/** Finds ids that the database counts up, but which no unique key keeps apart. */
export const checkCountedIds = (inspection: Inspection): Finding[] =>
  inspection.tables.present.flatMap((given) => {
    const [column, actual] = [given.columns.id, actualOf(given, 'id')];
    // The statement that makes it count adds the key.
    if (!column || !actual || !isCounted(column) || isNotCounted(inspection, column, actual)) return [];
    const isKeptApart = given.actual.indexes.some(
      ({ isUnique, isPartial, columns }) => isUnique && !isPartial && columns.includes(lowerName(column)),
    );
    if (isKeptApart) return [];
    return finding('unique-key-missing', {
      table: given.name,
      column: actual.name,
      problem: `No unique key has ${actual.name}: rows may have the same id, and what ends one of them ends all.`,
      fix: alterTable(given.name, keyToCount(given, actual)),
    });
  });

/** Writes the addition of a column that the database counts up, with a number of its own for each row that is there. */
export function addCounted({ server }: Inspection, given: PresentTable, column: MySqlColumn): string {
  const counted = [...given.actual.columns.values()].find(({ extra }) => extra.includes('auto_increment'));
  if (counted)
    return `Declare ${quoted(counted.name)} in its place in the Drizzle table: the database counts that one up, and a table can have one such column.`;
  const key = hasPrimaryKey(given) ? 'UNIQUE' : 'PRIMARY KEY';
  const statement = alterTable(given.name, [
    `ADD COLUMN ${quoted(column.name)} ${typeOf(column)} NOT NULL AUTO_INCREMENT ${key}`,
  ]);
  return server.isVitess
    ? `With one shard: ${statement} With several, a sequence counts it, as docs/sharding.md shows.`
    : statement;
}

/** Writes the addition of the key without which no column can be counted up; nothing if it is there. */
export function keyToCount(given: PresentTable, actual: ActualColumn): string[] {
  if (isUniqueAlone(given, actual)) return [];
  return [`ADD ${hasPrimaryKey(given) ? 'UNIQUE KEY' : 'PRIMARY KEY'} (${quoted(actual.name)})`];
}

/**
 * Writes the change of the one row whose id is 0, if there is one: to count a column up gives such a row the number 1,
 * and fails where another has it. Without a unique key, many rows may have 0, and are numbered with the change.
 */
export function renumberZero(given: PresentTable, actual: ActualColumn): string {
  if (!isUniqueAlone(given, actual)) return '';
  const [table, id] = [quoted(given.name), quoted(actual.name)];
  return `UPDATE ${table} SET ${id} = (SELECT next FROM (SELECT MAX(${id}) + 1 AS next FROM ${table}) AS ids) WHERE ${id} = 0; `;
}

const hasPrimaryKey = ({ actual }: PresentTable) => actual.indexes.some(({ name }) => name === 'PRIMARY');

const isUniqueAlone = (given: PresentTable, { name }: ActualColumn) =>
  given.actual.indexes.some(
    ({ isUnique, isPartial, columns }) =>
      isUnique && !isPartial && columns.length === 1 && columns[0] === name.toLowerCase(),
  );
