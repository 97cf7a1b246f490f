import type { SQL } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../../database/database.ts';
import { once } from '../../database/once.ts';
import type { Values } from '../../database/statement.ts';
import { ownProperties } from '../arguments.ts';
import { columnValues } from '../columns/values.ts';
import { type Columns, columnsOf, isTimestamp, writableColumns } from '../tables/columns.ts';
import { type Assignments, assign, type ColumnSql, prepareColumnWrite } from './column-write.ts';
import { withColumns } from './with-columns.ts';

interface UpdateOptions {
  /** The columns that may be changed; everything else that is given is ignored. */
  readonly changeable: Columns;
  /** Returns the time for `updatedAt`. */
  readonly now: () => Date;
  /** The rows to change; its placeholders must not have the name of a column. */
  readonly where: SQL | undefined;
  /** Whether setting the same values twice does no harm, so that it is sent again if no answer comes. */
  readonly isRepeatable?: boolean;
  /** SQL that is set along with any value, for columns that are not given one. @default nothing */
  readonly fixed?: ColumnSql | undefined;
}

/**
 * Prepares an UPDATE of the rows under a condition, one statement for each set of columns.
 *
 * A column that is undefined is left alone, null clears it. The function returns the driver's count of rows; if there is
 * nothing to change, nothing is sent, and it returns undefined.
 */
export function prepareUpdate(
  table: MySqlTable,
  { changeable, now, where, isRepeatable = false, fixed }: UpdateOptions,
) {
  const allColumns = columnsOf(table);
  const columns = once(() =>
    Object.entries(writableColumns(changeable)).map(([key, column]) => ({ key, ...columnValues(column) })),
  );
  const refreshed = once(() => refreshedColumns(allColumns, now));
  const update = prepareColumnWrite(table, (db, given) => {
    const set = { ...fixed, ...given };
    // In the table's order, because MySQL evaluates an expression with the values set before it.
    const inOrder = Object.keys(allColumns).filter((key) => Object.hasOwn(set, key));
    return db.update(withColumns(table, inOrder)).set(set).where(where).prepare();
  });

  return async (db: Database, values: Values, whereValues: Values): Promise<number | undefined> => {
    const changes = ownProperties(values);
    const changed = columns().filter(({ key }) => changes[key] !== undefined);
    if (changed.length === 0) return undefined;
    const assignments: Assignments = { bound: {}, expressions: {} };
    for (const column of changed) assign(assignments, column, changes[column.key], false);
    for (const column of refreshed())
      if (!Object.hasOwn(assignments.bound, column.key)) assign(assignments, column, column.refresh(), true);
    // SQL from the schema may increment something, and would do so twice.
    const isPlain = Object.keys(assignments.expressions).length === 0;
    return update(db, assignments, whereValues, isRepeatable && isPlain);
  };
}

/** Returns the columns that change with every update, which Drizzle would compute once per prepared statement. */
function refreshedColumns(columns: Columns, now: () => Date) {
  return Object.entries(columns).flatMap(([key, column]) => {
    const isUpdatedAt = key === 'updatedAt' && isTimestamp(key, column);
    const refresh = isUpdatedAt ? now : column.onUpdateFn;
    return refresh ? [{ key, ...columnValues(column), refresh }] : [];
  });
}
