import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { exactly, haveSameBytes } from '../adapter/identity.ts';
import { prepareDeleteFrom } from '../adapter/statements/delete.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import type { Tables } from '../adapter/tables/tables.ts';
import type { Database } from '../database/database.ts';
import { accountKey, authenticatorKey, type RowKey, selectedKey, sessionKey } from './row-keys.ts';
import { type DoomedRow, makeRowsDelete } from './rows-delete.ts';
import { onAllShards } from './scatter.ts';
import { prepareInWindow, prepareWindows, type Window } from './windows.ts';

/** A table whose rows belong to users. */
interface OwnedRows {
  readonly table: MySqlTable;
  readonly owner: MySqlColumn;
  readonly key: RowKey;
}

/** Returns the tables whose rows belong to users; one that the adapter lacks is undefined. */
export const ownedRowsOf = ({ sessions, accounts, authenticators }: Tables) => ({
  sessions: sessions && { table: sessions, owner: sessions.userId, key: sessionKey(sessions) },
  accounts: { table: accounts, owner: accounts.userId, key: accountKey(accounts) },
  authenticators: authenticators && {
    table: authenticators,
    owner: authenticators.userId,
    key: authenticatorKey(authenticators),
  },
});

/** A window of a table with so many rows whose user does not exist. */
export interface OrphansInWindow {
  readonly window: Window;
  readonly count: number;
}

/** Counts the rows whose user does not exist, window by window; a user whose id only looks alike is somebody else. */
export async function* countInWindows(
  db: Database,
  users: Tables['users'],
  { table, owner, key }: OwnedRows,
  size: number,
): AsyncGenerator<OrphansInWindow> {
  const countIn = prepareInWindow(key, (isWithin) =>
    prepareSelect<{ count: number }>(table, (db) =>
      db
        .select({ count: onAllShards<number>(sql`count(*)`).mapWith(Number) })
        .from(table)
        .leftJoin(users, isOwner(users, owner))
        .where(and(isWithin, isNull(users.id))),
    ),
  );
  for await (const window of prepareWindows(table, key)(db, size)) {
    const [counted] = await countIn(db, window);
    yield { window, count: counted?.count ?? 0 };
  }
}

/**
 * Prepares reading the rows of a window whose user does not exist, and deleting some that were read.
 *
 * MariaDB answers "OK, 0 rows" if such a DELETE is killed just before the end, so the rows have to be read again.
 */
export function prepareOrphansDelete(users: Tables['users'], { table, owner, key }: OwnedRows) {
  const readIn = prepareInWindow(key, (isWithin) =>
    prepareSelect<DoomedRow>(table, (db) =>
      db
        .select({ ...selectedKey(key), owner })
        .from(table)
        .leftJoin(users, isOwner(users, owner))
        .where(and(isWithin, isNull(users.id))),
    ),
  );
  // In the form for one table: a Vitess rewrites the one for several, and would look for users in the table itself.
  const deleteWhere = (where: () => SQL | undefined) => prepareDeleteFrom(table, () => table, where);
  const deleteRows = makeRowsDelete(key, {
    together: (isOneOfThem) => deleteWhere(() => and(isOneOfThem(), isNobody(users, isOwner(users, owner)))),
    alone: (isIt, hasOwner) =>
      hasOwner
        ? deleteWhere(() => and(isIt(), exactly(owner, 'owner'), isNobody(users, exactly(users.id, 'owner'))))
        : deleteWhere(() => and(isIt(), isNull(owner))),
  });
  return {
    readIn,
    deleteRows: (db: Database, rows: readonly DoomedRow[]) => deleteRows(db, rows, {}),
  };
}

const isOwner = (users: Tables['users'], owner: MySqlColumn) =>
  and(eq(users.id, owner), haveSameBytes(users.id, owner));

/**
 * Matches if there is no such user.
 *
 * The lock makes sure of users whose sign-up or restoration ends just now, also at READ COMMITTED. They are counted, for
 * a server may turn `not exists` into a join, and read and lock all users for that.
 */
const isNobody = (users: Tables['users'], isUser: SQL | undefined): SQL =>
  sql`(select count(*) from ${users} where ${isUser} lock in share mode) = 0`;
