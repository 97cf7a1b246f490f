import { getTableName, is } from 'drizzle-orm';
import { type MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { propertiesOf } from '../../database/properties-of.ts';
import { invalidArgument } from '../arguments.ts';
import { isDate } from '../columns/dates.ts';
import { valueTypeOf } from '../columns/value-type.ts';
import { columnsOf } from './columns.ts';
import { TABLE_COLUMNS, type Tables } from './tables.ts';

/** The tables that were given, some of which may be missing. */
export type GivenTables = { readonly [Key in keyof Tables]: Tables[Key] | undefined };

/**
 * Requires the columns that the adapter needs: without them, a session would be lost, or a user not found again.
 *
 * `nameOf` returns the name under which a table was given, such as `tables.users`.
 */
export function requireTables(
  tables: GivenTables | null,
  nameOf: (key: string) => string,
  optional: readonly string[],
): asserts tables is Tables {
  for (const [key, columns] of Object.entries(TABLE_COLUMNS)) {
    const table = propertiesOf(tables)[key];
    if (!table && optional.includes(key)) continue;
    if (!is(table, MySqlTable)) throw invalidArgument(nameOf(key), 'be a Drizzle MySQL table', table);
    for (const [column, kind] of Object.entries(columns))
      requireColumn(table, column, kind, `${nameOf(key)}.${column}`);
  }
}

function requireColumn(table: MySqlTable, key: string, kind: string, name: string): void {
  const column = columnsOf(table)[key];
  if (column && isOfKind(column, kind)) return;
  const got = column ? `${column.getSQLType()} with values of type ${valueTypeOf(column)}` : 'none';
  const place = { table: getTableName(table), column: column?.name };
  throw invalidArgument(name, `be ${EXPECTED[kind] ?? 'a column'}`, column, got, place);
}

/** What is expected of the kinds of columns whose values are compared. */
const EXPECTED: Readonly<Record<string, string>> = {
  name: 'a text column, such as varchar',
  date: "a date column with mode 'date'",
};

function isOfKind(column: MySqlColumn, kind: string): boolean {
  if (kind !== 'name' && kind !== 'date') return true;
  const type = valueTypeOf(column);
  return type === (kind === 'name' ? 'string' : 'date') || (type === 'custom' && isCustom(column, kind));
}

/** Text with letters of both cases, a digit, a hyphen and an underscore, some of which types for ids remove or add. */
const TEXT = 'a1-B2_c';

/**
 * Says whether a customType is text or a date under its own SQL type, such as one that adds a collation.
 *
 * Text is compared as it is stored, so a type that rewrites it would never find it again. Dates must be made from what
 * every driver passes to Drizzle; text cannot be compared with the clock.
 */
function isCustom(column: MySqlColumn, kind: 'name' | 'date'): boolean {
  const sqlType = column.getSQLType();
  try {
    if (kind === 'date')
      return (
        /^(datetime|timestamp)/i.test(sqlType) && isDate(column.mapFromDriverValue('2026-01-31 12:34:56.789'))
      );
    const isText = /^((var)?char|varbinary|(tiny|medium|long)?text)/i.test(sqlType);
    return isText && column.mapToDriverValue(TEXT) === TEXT && column.mapFromDriverValue(TEXT) === TEXT;
  } catch {
    return false;
  }
}
