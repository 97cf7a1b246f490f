import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { addCounted, isCounted } from './counted-ids.ts';
import type { PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { addColumn, alterTable, quoted, typeOf, withExplicitDefaults } from './sql-text.ts';

/** Writes the statements that add a column to a table which may have rows. */
export function additionOf(inspection: Inspection, given: PresentTable, column: MySqlColumn): string {
  if (isCounted(column)) return addCounted(inspection, given, column);
  const isDate = /^(date|timestamp)/.test(typeOf(column));
  const added = alterTable(given.name, [addColumn(column)]);
  if (!column.notNull || / DEFAULT /.test(added)) return added;
  if (!isDate) return `${added} Rows that are there get an empty value or 0 by it: give them the right one.`;
  // No date is empty: strict servers refuse the addition where there are rows.
  const [table, name, type] = [quoted(given.name), quoted(column.name), typeOf(column)];
  return [
    alterTable(given.name, [`ADD COLUMN ${name} ${type} NULL`]),
    `UPDATE ${table} SET ${name} = UTC_TIMESTAMP() WHERE ${name} IS NULL;`,
    withExplicitDefaults(inspection, alterTable(given.name, [`MODIFY COLUMN ${name} ${type} NOT NULL`])),
  ].join(' ');
}
