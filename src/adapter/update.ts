import { getTableName, is, SQL } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import { oncePerColumns } from '../database/prepared.ts';
import { type Values, write } from '../database/run.ts';
import { withColumns } from '../database/table-columns.ts';
import { columnValues } from './columns/values.ts';
import { ownProperties } from './require-row.ts';
import { type Columns, columnsOf, isTimestamp, writableColumns } from './tables.ts';

interface UpdateOptions {
  /** The columns that may be changed; whatever else is given is ignored. */
  readonly changeable: Columns;
  /** Gives the moment for `updatedAt`. */
  readonly now: () => Date;
  /** Says which rows, with placeholders that bear no column's name. */
  readonly where: SQL | undefined;
  /** Whether to set the same values twice is as good as once, so that it is done again where no answer came. */
  readonly isRepeatable?: boolean;
}

/**
 * Makes a function that updates the rows under a condition, as one prepared statement per set of columns.
 *
 * A column that is undefined is left alone, null clears it. With nothing to change, nothing is sent; the function
 * returns whether something was.
 */
export function updater(table: MySqlTable, { changeable, now, where, isRepeatable = false }: UpdateOptions) {
  const columns = Object.entries(writableColumns(changeable)).map(([key, column]) => ({
    key,
    ...columnValues(column),
  }));
  const allColumns = columnsOf(table);
  const refreshed = refreshedColumns(allColumns, now);
  const prepare = oncePerColumns((db, set) => {
    // In the table's order, because MySQL works an expression out with the values that stand before it.
    const inOrder = Object.keys(allColumns).filter((key) => Object.hasOwn(set, key));
    return db.update(withColumns(table, inOrder)).set(set).where(where).prepare();
  });

  return async (db: Database, values: Values, whereValues: Values): Promise<boolean> => {
    const changes = ownProperties(values);
    const changed = columns.filter(({ key }) => changes[key] !== undefined);
    if (changed.length === 0) return false;
    const set: Record<string, unknown> = {};
    for (const { key, bind } of changed) set[key] = bind(changes[key]);
    // SQL may have values in it, which are others for the next row: then it is part of no prepared statement.
    const expressions: Record<string, SQL> = {};
    for (const { key, bind, refresh } of refreshed) {
      if (Object.hasOwn(set, key)) continue;
      const value = refresh();
      if (is(value, SQL)) expressions[key] = value;
      else set[key] = bind(value);
    }
    const keys = Object.keys(set);
    // The user's own SQL may count something up, and would do so twice.
    const isStillRepeatable = isRepeatable && Object.keys(expressions).length === 0;
    const statement = {
      table: getTableName(table),
      prepare: (db: Database) => prepare(db, keys, expressions),
      isRepeatable: isStillRepeatable,
    };
    await write(db, statement, { ...set, ...whereValues });
    return true;
  };
}

/** Lists the columns that change with every update; prepared, Drizzle would ask for their value once for all. */
function refreshedColumns(columns: Columns, now: () => Date) {
  return Object.entries(columns).flatMap(([key, column]) => {
    const isUpdatedAt = key === 'updatedAt' && isTimestamp(key, column);
    const refresh = isUpdatedAt ? now : column.onUpdateFn;
    return refresh ? [{ key, ...columnValues(column), refresh }] : [];
  });
}
