import { getTableName } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import type { Values } from '../database/run.ts';
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
export function decoratedInserter<Row>(
  insert: Insert<Row>,
  columns: Columns,
  warn: (message: string) => void,
): Insert<Row> {
  const decorations = Object.entries(columns).flatMap(([key, column]) =>
    column.notNull && !column.hasDefault ? [] : [{ key, column, requireFit: columnValues(column).bind }],
  );
  const warned = new Set<string>();

  function warnOnce(column: MySqlColumn, { message }: Error): void {
    const name = `${getTableName(column.table)}.${column.name}`;
    if (warned.has(name)) return;
    warned.add(name);
    warn(`A value does not fit ${name} and is left out. ${message}`);
  }

  /** Returns the value as its column can hold it, else none. */
  function fitted(value: unknown, column: MySqlColumn, requireFit: (value: unknown) => unknown): unknown {
    const fitting = wholeRange(column) ? roundedDown(value) : value;
    try {
      requireFit(fitting);
      return fitting;
    } catch (error) {
      warnOnce(column, error as MySqlAdapterError);
      return noneFor(column);
    }
  }

  return async (db: Database, given: Values) => {
    const row: Record<string, unknown> = ownProperties(given);
    for (const { key, column, requireFit } of decorations)
      if (row[key] != null) row[key] = fitted(row[key], column, requireFit);
      else if (column.notNull) row[key] = undefined;
    for (;;) {
      try {
        return await insert(db, row);
      } catch (error) {
        // What only the database knows: its column is narrower than the schema says, or lacks a letter.
        const refused = decorations.filter(({ key, column }) => row[key] != null && isAbout(error, column));
        if (refused.length === 0) throw error;
        for (const { key, column } of refused) {
          warnOnce(column, error as MySqlAdapterError);
          row[key] = noneFor(column);
        }
      }
    }
  };
}

const noneFor = ({ notNull }: MySqlColumn) => (notNull ? undefined : null);

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
