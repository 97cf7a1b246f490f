import { and, asc, gt, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { prepareSelect } from '../adapter/statements/select.ts';
import { countedIdOf } from '../adapter/tables/columns.ts';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';
import { onAllShards } from './scatter.ts';

/** The rows of a table whose key lies above `after`, or from the beginning, and up to `upTo`, or to the end. */
export interface Window {
  readonly after: string | undefined;
  readonly upTo: string | undefined;
}

/** Reads a table in windows of about `size` rows, by a key that has an index: a statement then takes only so long. */
export function prepareWindows(table: MySqlTable, key: MySqlColumn) {
  const selectBound = (isFirst: boolean) =>
    prepareSelect<{ key: string }>(table, (db) =>
      db
        .select({ key: onAllShards<string>(sql`cast(${key} as char)`).mapWith(String) })
        .from(table)
        // Nothing lies above null.
        .where(isFirst ? isNotNull(key) : gt(key, param('after')))
        .orderBy(asc(key))
        .limit(1)
        .offset(sql.placeholder('rows')),
    );
  const [selectFirst, selectNext] = [selectBound(true), selectBound(false)];

  return async function* windows(db: Database, size: number): AsyncGenerator<Window> {
    let after: string | undefined;
    for (;;) {
      const select = after === undefined ? selectFirst : selectNext;
      const [bound] = await read(db, select, { after, rows: size - 1 });
      yield { after, upTo: bound?.key };
      if (!bound) return;
      after = bound.key;
    }
  };
}

/** Matches the rows of a window, by the placeholders `after` and `upTo`. */
export const isWithin = (key: MySqlColumn, { after, upTo }: Window): SQL | undefined =>
  and(
    after === undefined ? undefined : gt(key, param('after')),
    upTo === undefined ? undefined : lte(key, param('upTo')),
  );

/** Returns the key by which a table is read in windows: the id that the database counts up, or another with an index. */
export const windowKeyOf = (table: MySqlTable, otherwise: MySqlColumn): MySqlColumn =>
  countedIdOf(table) ?? otherwise;

// Not as a value of the column: Drizzle would make a number of the id.
const param = (name: string) => sql`${sql.placeholder(name)}`;
