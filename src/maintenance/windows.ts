import { and, asc, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { prepareSelect } from '../adapter/statements/select.ts';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';
import type { Statement, Values } from '../database/statement.ts';
import type { RowKey } from './row-keys.ts';
import { keyOf, type SelectedKey, selectedKey } from './selected-keys.ts';

/** The rows of a table whose key lies beyond `after`, or from the beginning, and up to `upTo`, or to the end. */
export interface Window {
  readonly after: readonly string[] | undefined;
  readonly upTo: readonly string[] | undefined;
}

/**
 * Goes through a table in windows of `size` rows, by a key in the order of an index: each statement then takes only so
 * long, however many rows there are. One SELECT finds the end of a window; the last one has no end.
 */
export async function* windows(
  db: Database,
  table: MySqlTable,
  key: RowKey,
  size: number,
): AsyncGenerator<Window> {
  const selectBound = (isFirst: boolean) =>
    prepareSelect<SelectedKey>(table, (db) =>
      db
        .select(selectedKey(key))
        .from(table)
        .where(isFirst ? undefined : isBeyond(key, 'after', gt))
        .orderBy(...key.map((column) => asc(column)))
        .limit(1)
        .offset(sql.placeholder('rows')),
    );
  const [selectFirst, selectNext] = [selectBound(true), selectBound(false)];
  let after: Window['after'];
  for (;;) {
    const values = { ...valuesOf('after', after), rows: size - 1 };
    const [bound] = await read(db, after ? selectNext : selectFirst, values);
    const upTo = bound && keyOf(bound);
    yield { after, upTo };
    if (!upTo) return;
    after = upTo;
  }
}

/** Prepares a SELECT of rows in a window, for windows with and without a beginning and an end. */
export function prepareInWindow<Row>(
  key: RowKey,
  prepare: (isWithin: SQL | undefined) => Statement<Row[]>,
): (db: Database, window: Window, values: Values) => Promise<Row[]> {
  const [hasBoth, hasStart, hasEnd, hasNone] = [
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ].map(([hasStart, hasEnd]) =>
    prepare(and(hasStart ? isBeyond(key, 'after', gt) : undefined, hasEnd ? isUpTo(key, 'upTo') : undefined)),
  ) as [Statement<Row[]>, Statement<Row[]>, Statement<Row[]>, Statement<Row[]>];

  return (db, { after, upTo }, values) => {
    const select = after ? (upTo ? hasBoth : hasStart) : upTo ? hasEnd : hasNone;
    return read(db, select, { ...values, ...valuesOf('after', after), ...valuesOf('upTo', upTo) });
  };
}

type Compare = typeof gt | typeof lt;

/** Compares a key with placeholders, column by column as an index does: servers look up no comparison of whole rows. */
function isBeyond(
  [column, ...rest]: RowKey,
  name: string,
  compare: Compare,
  compareLast: Compare | typeof lte = compare,
): SQL | undefined {
  const value = param(name);
  const [next, ...others] = rest;
  if (!next) return compareLast(column, value);
  const isInNext = isBeyond([next, ...others], `${name}_`, compare, compareLast);
  return or(compare(column, value), and(eq(column, value), isInNext));
}

const isUpTo = (key: RowKey, name: string) => isBeyond(key, name, lt, lte);

/** Returns the values of the placeholders of a key: its name for the first column, and one `_` more for each other. */
const valuesOf = (name: string, key: readonly string[] = []): Values =>
  Object.fromEntries(key.map((value, index) => [`${name}${'_'.repeat(index)}`, value]));

// Not as a value of the column: Drizzle would make a number of an id.
const param = (name: string) => sql`${sql.placeholder(name)}`;
