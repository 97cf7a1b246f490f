import { getTableName } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { type Columns, columnsOf } from '../../adapter/tables/columns.ts';
import { type AdapterTables, TABLE_COLUMNS } from '../../adapter/tables/tables.ts';
import type { Database } from '../../database/database.ts';
import { type ActualColumn, type ActualTable, readCatalog } from './catalog.ts';

/** The property of a table, as the option `tables` has it. */
export type TableKey = keyof typeof TABLE_COLUMNS;

/** A Drizzle table, and what the database has of it. */
export interface GivenTable {
  readonly key: TableKey;
  readonly table: MySqlTable;
  /** The name, as the Drizzle table has it. */
  readonly name: string;
  /** The columns of the Drizzle table, by property. */
  readonly columns: Columns;
  /** Undefined if the database has no such table, or hides it from its user. */
  readonly actual: ActualTable | undefined;
}

/** A table that the database has. */
export interface PresentTable extends GivenTable {
  readonly actual: ActualTable;
}

/** The tables that an adapter is given, beside what the database has of them. */
export interface GivenTables {
  readonly all: readonly GivenTable[];
  /** Those that the database has. */
  readonly present: readonly PresentTable[];
  /** Returns a table that the database has, with these columns; otherwise undefined. */
  having(key: TableKey, ...properties: readonly string[]): PresentTable | undefined;
}

/** Reads what a database has of tables. */
export async function readGivenTables(db: Database, tables: AdapterTables): Promise<GivenTables> {
  const keys = (Object.keys(TABLE_COLUMNS) as TableKey[]).filter((key) => tables[key]);
  const named = keys.flatMap((key) => {
    const table = tables[key];
    return table ? [{ key, table, name: getTableName(table), columns: columnsOf(table) }] : [];
  });
  const find = await readCatalog(
    db,
    named.map(({ name }) => name),
  );
  const all = named.map((given): GivenTable => ({ ...given, actual: find(given.name) }));
  const present = all.filter((given): given is PresentTable => given.actual !== undefined);
  return {
    all,
    present,
    having: (key, ...properties) =>
      present.find((given) => given.key === key && properties.every((name) => actualOf(given, name))),
  };
}

/** Returns what the database has of a column, by the property of the Drizzle table. */
export function actualOf({ columns, actual }: GivenTable, property: string): ActualColumn | undefined {
  const column = columns[property];
  return column && actual?.columns.get(column.name.toLowerCase());
}

/** Returns the name of a column in lower case, in which information_schema is compared with it. */
export const lowerName = ({ name }: MySqlColumn): string => name.toLowerCase();

/** Returns the names of columns by their properties, in lower case; of those that the Drizzle table has. */
export const lowerNames = ({ columns }: GivenTable, properties: readonly string[]): string[] =>
  properties.flatMap((property) => (columns[property] ? [lowerName(columns[property])] : []));
