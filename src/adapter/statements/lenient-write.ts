import { getTableName } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import type { Database } from '../../database/database.ts';
import { once } from '../../database/once.ts';
import { propertiesOf } from '../../database/properties-of.ts';
import { MySqlAdapterError } from '../../errors.ts';
import { ownProperties } from '../arguments.ts';
import { isWholeNumber } from '../columns/numbers.ts';
import { columnValues } from '../columns/values.ts';
import { type Columns, filterColumns } from '../tables/columns.ts';

/**
 * Makes an insert or an update that leaves out optional values that do not fit their column, so that they do not
 * prevent a sign-in: a picture, a name, what a provider adds.
 *
 * Null is stored instead, or the default of a NOT NULL column, with one warning per column. A NOT NULL column without a
 * default refuses the value as usual. Fractions are rounded down, since Auth.js adds an `expires_in` to the clock
 * unrounded.
 */
export function makeLenient<Result>(
  write: (db: Database, given: object) => Promise<Result>,
  columns: Columns,
  warn: (message: string) => void,
): (db: Database, given: object) => Promise<Result> {
  const optional = once(() => optionalColumns(columns));
  const warned = new Set<string>();

  function leaveOut(row: Row, { key, column }: ReturnType<typeof optional>[number], error: unknown): void {
    row[key] = column.notNull ? undefined : null;
    const name = `${getTableName(column.table)}.${column.name}`;
    if (warned.has(name)) return;
    warned.add(name);
    warn(`A value does not fit ${name} and was left out. ${propertiesOf(error).message}`);
  }

  function leaveOutMisfits(row: Row): void {
    for (const each of optional()) {
      const { key, column, isWhole, requireFit } = each;
      // Undefined, so that the database fills in its default.
      if (row[key] == null && column.notNull) row[key] = undefined;
      if (row[key] == null) continue;
      if (isWhole) row[key] = roundDown(row[key]);
      try {
        requireFit(row[key]);
      } catch (error) {
        leaveOut(row, each, error);
      }
    }
  }

  return async (db: Database, given: object) => {
    const row: Row = ownProperties(propertiesOf(given));
    leaveOutMisfits(row);
    for (;;) {
      try {
        return await write(db, row);
      } catch (error) {
        // Only the database knows if a column is narrower than the schema says, or lacks a letter.
        const refused = optional().filter(({ key, column }) => row[key] != null && isAbout(error, column));
        if (refused.length === 0) throw error;
        for (const each of refused) leaveOut(row, each, error);
      }
    }
  };
}

type Row = Record<string, unknown>;

/** Returns the columns that can go without a value. */
function optionalColumns(columns: Columns) {
  const canBeLeftOut = (_key: string, { notNull, hasDefault }: MySqlColumn) => !notNull || hasDefault;
  return Object.entries(filterColumns(columns, canBeLeftOut)).map(([key, column]) => ({
    key,
    column,
    isWhole: isWholeNumber(column),
    requireFit: columnValues(column).bind,
  }));
}

/** Says whether an error is about the value of a column; a database's error that names no column may be about any. */
function isAbout(error: unknown, { name }: MySqlColumn): boolean {
  if (!(error instanceof MySqlAdapterError)) return false;
  const { code, cause, column } = error;
  if (column === undefined) return cause !== undefined && /^(VALUE_TOO_LONG|INVALID_ARGUMENT)$/.test(code);
  return bareName(column) === bareName(name);
}

/** Returns a name without case and underscores, in which naming conventions differ. */
const bareName = (name: string) => name.replaceAll('_', '').toLowerCase();

/** Rounds a number down, also one in a string; returns every other value as it is. */
function roundDown(value: unknown): unknown {
  const isText = typeof value === 'string' && /^-?\d*\.\d+$/.test(value);
  return isText || typeof value === 'number' ? Math.floor(Number(value)) : value;
}
