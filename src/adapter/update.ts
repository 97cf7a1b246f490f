import { getTableName, is, SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import { oncePerColumns } from '../database/prepared.ts';
import { type Values, write } from '../database/run.ts';
import { columnValues } from './columns/values.ts';
import { type Columns, columnsOf, isTimestamp, writableColumns } from './tables.ts';

interface UpdateOptions {
  /** The columns that may be changed; whatever else is given is ignored. */
  readonly changeable: Columns;
  /** Gives the moment for `updatedAt`. */
  readonly now: () => Date;
  /** Says which rows, with placeholders that bear no column's name. */
  readonly where: SQL | undefined;
}

/**
 * Makes a function that updates the rows under a condition, as one prepared statement per set of columns.
 *
 * A column that is undefined is left alone, null clears it. With nothing to change, nothing is sent; the function
 * returns whether something was.
 */
export function updater(table: MySqlTable, { changeable, now, where }: UpdateOptions) {
  const columns = Object.entries(writableColumns(changeable)).map(([key, column]) => ({
    key,
    ...columnValues(column),
  }));
  const refreshed = refreshedColumns(columnsOf(table), now);
  const statements = oncePerColumns((db, keys) => {
    // Wrapped in sql``, because Drizzle would hand a bare placeholder's null to the column, which throws on it.
    const set = Object.fromEntries(keys.map((key) => [key, sql`${sql.placeholder(key)}`]));
    return db.update(table).set(set).where(where).prepare();
  });

  return async (db: Database, changes: Values, whereValues: Values): Promise<boolean> => {
    const changed = columns.filter(({ key }) => changes[key] !== undefined);
    if (changed.length === 0) return false;
    const set: Record<string, unknown> = {};
    for (const { key, bind, refresh } of refreshed) {
      const value = refresh();
      // SQL stays the same text for every row, so Drizzle itself may write it into the prepared statement.
      if (!is(value, SQL)) set[key] = bind(value);
    }
    for (const { key, bind } of changed) set[key] = bind(changes[key]);
    const keys = Object.keys(set);
    const statement = (db: Database) => statements(db, keys);
    await write(db, { table: getTableName(table) }, statement, { ...set, ...whereValues });
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
