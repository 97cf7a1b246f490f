import { getTableName } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import { MySqlAdapterError } from '../errors.ts';
import { wholeRange } from './columns/numbers.ts';
import { columnValues } from './columns/values.ts';
import type { Insert } from './insert.ts';
import { ownProperties } from './require-row.ts';
import type { Columns } from './tables.ts';

/**
 * Makes an insert that nobody is kept out by for what only decorates: a picture, a name, what a provider adds.
 *
 * What such a column cannot hold is left out, with one warning per column: null is stored, or the default of a column
 * that must have a value. Without a default, such a column refuses it as ever. Fractions are rounded down, since Auth.js
 * adds an `expires_in` as it came to the clock.
 */
export function decoratedInserter<Inserted>(
  insert: Insert<Inserted>,
  columns: Columns,
  warn: (message: string) => void,
): Insert<Inserted> {
  const decorations = Object.entries(columns).flatMap(([key, column]) =>
    column.notNull && !column.hasDefault
      ? []
      : [{ key, column, isWhole: wholeRange(column) !== undefined, requireFit: columnValues(column).bind }],
  );
  const warned = new Set<string>();

  function leaveOut(row: Row, { key, column }: (typeof decorations)[number], error: unknown): void {
    row[key] = column.notNull ? undefined : null;
    const name = `${getTableName(column.table)}.${column.name}`;
    if (warned.has(name)) return;
    warned.add(name);
    warn(`A value does not fit ${name} and is left out. ${(error as MySqlAdapterError).message}`);
  }

  return async (db: Database, given: object) => {
    const row: Row = ownProperties(given as Row);
    for (const decoration of decorations) {
      const { key, column, isWhole, requireFit } = decoration;
      if (row[key] == null) {
        if (column.notNull) row[key] = undefined;
        continue;
      }
      if (isWhole) row[key] = roundedDown(row[key]);
      try {
        requireFit(row[key]);
      } catch (error) {
        leaveOut(row, decoration, error);
      }
    }
    for (;;) {
      try {
        return await insert(db, row);
      } catch (error) {
        // What only the database knows: its column is narrower than the schema says, or lacks a letter.
        const refused = decorations.filter(({ key, column }) => row[key] != null && isAbout(error, column));
        if (refused.length === 0) throw error;
        for (const decoration of refused) leaveOut(row, decoration, error);
      }
    }
  };
}

type Row = Record<string, unknown>;

/** Says whether an error is about the value of a column; one of the database's that names no column may be about any. */
function isAbout(error: unknown, { name }: MySqlColumn): boolean {
  if (!(error instanceof MySqlAdapterError)) return false;
  const { code, cause, column } = error;
  if (column === undefined) return cause !== undefined && /^(VALUE_TOO_LONG|INVALID_ARGUMENT)$/.test(code);
  return bareName(column) === bareName(name);
}

/** Writes a name as it is in every case and casing. */
const bareName = (name: string) => name.replaceAll('_', '').toLowerCase();

/** Rounds a number down, also one in a string; every other value comes back as it is. */
function roundedDown(value: unknown): unknown {
  const isText = typeof value === 'string' && /^-?\d*\.\d+$/.test(value);
  return isText || typeof value === 'number' ? Math.floor(Number(value)) : value;
}
