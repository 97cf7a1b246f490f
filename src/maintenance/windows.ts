import { and, asc, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { prepareSelect } from '../adapter/statements/select.ts';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';
import type { Statement, Values } from '../database/statement.ts';
import { type RowKey, type SelectedKey, selectedKey } from './row-keys.ts';

/**
 * The rows of a table whose key lies above `after`, or from the beginning, and up to `upTo`, or to the end.
 *
 * They are the values of the placeholders of `isWithin`; the others are for the second column of a key.
 */
export type Window = {
  readonly after: string | undefined;
  readonly upTo: string | undefined;
  readonly after1?: string | undefined;
  readonly upTo1?: string | undefined;
};

/**
 * Prepares going through a table in windows of `size` rows, by a key in the order of an index: each statement then
 * takes only so long, however many rows there are. One SELECT finds the end of each window; the last one has none.
 */
export function prepareWindows(table: MySqlTable, key: RowKey) {
  const selectBound = (isFirst: boolean) =>
    prepareSelect<SelectedKey>(table, (db) =>
      db
        .select(selectedKey(key))
        .from(table)
        .where(isFirst ? undefined : isAbove(key))
        .orderBy(...key.map((column) => asc(column)))
        .limit(1)
        .offset(sql.placeholder('rows')),
    );
  const [selectFirst, selectNext] = [selectBound(true), selectBound(false)];

  return async function* windows(db: Database, size: number): AsyncGenerator<Window> {
    let start: Pick<Window, 'after' | 'after1'> = { after: undefined };
    for (;;) {
      const select = start.after === undefined ? selectFirst : selectNext;
      const [bound] = await read(db, select, { ...start, rows: size - 1 });
      yield { ...start, upTo: bound?.key, upTo1: bound?.key1 };
      if (!bound) return;
      start = { after: bound.key, after1: bound.key1 };
    }
  };
}

/** Prepares a SELECT of rows in a window: one for each of the four kinds, with a beginning and an end or without. */
export function prepareInWindow<Row>(
  key: RowKey,
  prepare: (isWithin: SQL | undefined) => Statement<Row[]>,
): (db: Database, window: Window, values?: Values) => Promise<Row[]> {
  const kinds = new Map<string, Statement<Row[]>>();
  return (db, window, values = {}) => {
    const kind = [window.after, window.upTo].map((bound) => bound === undefined).join();
    const statement = kinds.get(kind) ?? prepare(isWithin(key, window));
    kinds.set(kind, statement);
    return read(db, statement, { ...values, ...window });
  };
}

/** Matches the rows of a window, by placeholders of the names of its values. */
const isWithin = (key: RowKey, { after, upTo }: Window): SQL | undefined =>
  and(after === undefined ? undefined : isAbove(key), upTo === undefined ? undefined : isUpTo(key));

// Column by column, as an index orders them: servers find no comparison of whole rows in one.
const isAbove = ([first, second]: RowKey): SQL | undefined =>
  second
    ? or(gt(first, param('after')), and(eq(first, param('after')), gt(second, param('after1'))))
    : gt(first, param('after'));

const isUpTo = ([first, second]: RowKey): SQL | undefined =>
  second
    ? or(lt(first, param('upTo')), and(eq(first, param('upTo')), lte(second, param('upTo1'))))
    : lte(first, param('upTo'));

// Not as a value of the column: Drizzle would make a number of the id.
const param = (name: string) => sql`${sql.placeholder(name)}`;
