import { and, asc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { columnValues } from '../adapter/columns/values.ts';
import { prepareDelete } from '../adapter/statements/delete.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { hasIndexFrom } from '../adapter/tables/indexes.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';
import type { Values } from '../database/statement.ts';
import { type RowKey, selectedKey, sessionKey, verificationTokenKey } from './row-keys.ts';
import { type DoomedRow, makeRowsDelete } from './rows-delete.ts';
import { prepareInWindow, prepareWindows } from './windows.ts';

/** Milliseconds for which the row of a code stays: it also counts the guesses of a day. */
const CODES_STAY_MS = 86_400_000;

/** Rows that end at a moment. */
interface ExpiringRows {
  readonly table: MySqlTable;
  readonly expires: MySqlColumn;
  readonly key: RowKey;
  /** What a sharded database places them by. */
  readonly owner: MySqlColumn;
  /** What else has to hold for a row to go. */
  readonly condition: SQL | undefined;
}

/** Returns the sessions as rows that end. */
export const expiringSessions = (sessions: AdapterTables['sessions']): ExpiringRows => ({
  table: sessions,
  expires: sessions.expires,
  key: sessionKey(sessions),
  owner: sessions.userId,
  condition: undefined,
});

/** Returns the verification tokens as rows that end; those of codes a day later. */
export const expiringTokens = (verificationTokens: AdapterTables['verificationTokens']): ExpiringRows => {
  const { token, expires, identifier } = verificationTokens;
  return {
    table: verificationTokens,
    expires,
    key: verificationTokenKey(verificationTokens),
    owner: identifier,
    condition: sql`(${token} not like 'codes:%' or ${lt(expires, param('codesBefore'))})`,
  };
};

/** Deletes the rows that ended before a moment in batches, and yields how many went with each. */
export function deleteExpired(
  db: Database,
  rows: ExpiringRows,
  before: Date,
  size: number,
): AsyncGenerator<number> {
  const { bind } = columnValues(rows.expires);
  const values = { before: bind(before), codesBefore: bind(new Date(Number(before) - CODES_STAY_MS)) };
  return (hasIndexFrom(rows.table, rows.expires) ? deleteInOrder : deleteInWindows)(db, rows, values, size);
}

/** A row that is over, and when it ended, in the database's words: they may be more precise than a JavaScript date. */
interface ExpiredRow extends DoomedRow {
  readonly ended: string;
}

/**
 * Deletes rows in the order in which they ended.
 *
 * Each batch begins where the last one ended: deleted rows linger in the index for a while, and reading over them would
 * take longer with every batch. Once a row is still there when it is read again, as through a proxy from a replica that
 * lags behind, those that ended at the same moment are passed over one batch after the other.
 */
async function* deleteInOrder(
  db: Database,
  rows: ExpiringRows,
  values: Values,
  size: number,
): AsyncGenerator<number> {
  const { table, expires, key, owner } = rows;
  const ended = sql<string>`cast(${expires} as char)`.mapWith(String);
  const selectFrom = (start: SQL | undefined) =>
    prepareSelect<ExpiredRow>(table, (db) =>
      db
        .select({ ...selectedKey(key), owner, ended })
        .from(table)
        .where(and(isOver(rows), start))
        .orderBy(asc(expires))
        .limit(sql.placeholder('rows'))
        .offset(sql.placeholder('passed')),
    );
  const [selectFirst, selectNext] = [selectFrom(undefined), selectFrom(gte(expires, param('start')))];
  const deleteThem = makeExpiredDelete(rows);
  let start: string | undefined;
  let passed = 0;
  let isLate = false;
  let former: string | undefined;
  for (;;) {
    const page = { ...values, start, rows: size, passed };
    const found = await read(db, start === undefined ? selectFirst : selectNext, page);
    const [first, last] = [found[0], found.at(-1)];
    if (!first || !last) return;
    const count = await deleteThem(db, found, values);
    yield count;
    if (found.length < size) return;
    isLate ||= count === 0 && first.key === former;
    former = first.key;
    // Zeros stay where they are: to compare with them is an error in strict mode.
    const isTied = last.ended === start || last.ended.startsWith('0000');
    passed = isLate && isTied ? passed + found.length : 0;
    if (!isTied) start = last.ended;
  }
}

/** Deletes rows while going through the whole table once: without an index, each SELECT by time would read all of it. */
async function* deleteInWindows(
  db: Database,
  rows: ExpiringRows,
  values: Values,
  size: number,
): AsyncGenerator<number> {
  const { table, key, owner } = rows;
  const readExpired = prepareInWindow(key, (isWithin) =>
    prepareSelect<DoomedRow>(table, (db) =>
      db
        .select({ ...selectedKey(key), owner })
        .from(table)
        .where(and(isWithin, isOver(rows))),
    ),
  );
  const deleteThem = makeExpiredDelete(rows);
  for await (const window of prepareWindows(table, key)(db, size))
    yield await deleteThem(db, await readExpired(db, window, values), values);
}

function makeExpiredDelete(rows: ExpiringRows) {
  const { table, key, owner } = rows;
  return makeRowsDelete(key, {
    together: (isOneOfThem) => prepareDelete(table, () => and(isOneOfThem(), isStillOver(rows))),
    alone: (isIt, hasOwner) =>
      prepareDelete(table, () =>
        and(isIt(), hasOwner ? eq(owner, sql.placeholder('owner')) : undefined, isStillOver(rows)),
      ),
  });
}

/** Matches rows that are over. */
const isOver = ({ expires, condition }: ExpiringRows) => and(lt(expires, param('before')), condition);

/** The same where other conditions find the rows: a server would rather lock its way through the index on `expires`. */
const isStillOver = (rows: ExpiringRows) => sql`if(${isOver(rows)}, 1, 0)`;

// Not as a value of the column, which would make a date of it.
const param = (name: string) => sql`${sql.placeholder(name)}`;
