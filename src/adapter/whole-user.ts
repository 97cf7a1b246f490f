import { and, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { isUnsupported } from '../database/database-error.ts';
import { type Values, write } from '../database/run.ts';
import { deletion, deletionFrom } from '../database/statements.ts';
import { conditionalDeletion } from './conditional-deletion.ts';
import { exactly, hasBytesOf } from './identity.ts';
import { ownedTables, type Tables } from './tables.ts';

/** Deletes a user, by the placeholder `id`, and returns 0 where there was nobody to delete. */
type UserDeletion = (db: Database, values: Values) => Promise<number>;

/**
 * Makes a function that deletes a user with their sessions, accounts and passkeys in one statement: all of it or
 * nothing. With a `condition` only a user under it, which is looked at once the user's row is locked.
 *
 * Where the server refuses such a statement and leaves nothing of it, as a sharded Vitess does, the user goes first and
 * the rest after; for that database the one statement is not tried again. Once the user has gone nobody is signed in
 * as them and nothing new is written; a break in between leaves rows that are shown to nobody.
 */
export function wholeUserDeletion(tables: Tables, condition?: SQL): UserDeletion {
  const deleteAtOnce = deletionFrom(tables.users, () => wholeUser(tables, condition));
  const deleteInTurn = userDeletionInTurn(tables, condition);
  const withoutIt = new WeakSet<Database>();

  return async (db, values) => {
    if (withoutIt.has(db)) return deleteInTurn(db, values);
    try {
      const count = await write(db, deleteAtOnce, values);
      // Where no row is reported, the user is gone or not under the condition: the single statements tell, and delete
      // what may be left behind.
      return count || (await deleteInTurn(db, values));
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      withoutIt.add(db);
      return deleteInTurn(db, values);
    }
  };
}

/**
 * Writes what is deleted at once, and how it is found.
 *
 * - The user's row is locked first, so that an insert for them waits and then finds nobody; users that were joined
 *   plainly would be locked last, and every sign-in meanwhile would end in a deadlock.
 * - `part` makes the rows of the tables add up, where a plain join would multiply them. It chooses the value that is
 *   looked for, and so before the index is read: as a condition beside it, MySQL reads the rows of one table for each
 *   row of another first.
 * - Each table is compared with the id that is given and not with the user's column, which may have another collation.
 * - Users come last and go last, so that foreign keys of somebody's own from the other tables to them hold.
 * - A natural join of nothing in common joins all with all. A sharded Vitess refuses it while planning; it would take
 *   a cross join, and delete rows with the same numeric id on every shard.
 */
function wholeUser(tables: Tables, condition?: SQL): SQL {
  const { users } = tables;
  const parts = [
    ...ownedTables(tables).map((table) => ({ table, column: table.userId })),
    { table: users, column: users.id },
  ];
  // Tables and no SQL of tables: a query cache looks here for what has changed.
  const targets = sql.join(
    parts.map(({ table }) => table),
    sql`, `,
  );
  const numbers = sql.raw(parts.map((_, part) => `select ${part} as part`).join(' union all '));
  const joins = sql.join(
    parts.map(
      ({ table, column }, part) =>
        sql` left join ${table} on ${column} = if(authjs_parts.part = ${sql.raw(String(part))}, ${sql.placeholder('id')}, null) and ${hasBytesOf(column, 'id')}`,
    ),
  );
  const owner = sql`select ${users.id} as owner from ${users} where ${and(exactly(users.id, 'id'), condition)}`;
  // The limit keeps MySQL from merging it into the whole, where users would go first, and where a condition may not
  // read what is deleted.
  const locked = sql`${owner} limit 1 for update`;
  return targets.append(sql` using (${locked}) authjs_owner natural join (${numbers}) authjs_parts${joins}`);
}

/**
 * Makes a function that deletes a user first and then what belonged to them, with a statement for each table; what is
 * left of a user who is gone goes too.
 */
export function userDeletionInTurn(tables: Tables, condition?: SQL): UserDeletion {
  const { users } = tables;
  const isUser = () => exactly(users.id, 'id');
  const deletePlainly = deletion(users, isUser);
  const deleteUser: UserDeletion = condition
    ? conditionalDeletion(users, and(isUser(), condition))
    : (db, values) => write(db, deletePlainly, values);
  const deleteRows = userRowsDeletion(tables);

  return async (db, values) => {
    const count = await deleteUser(db, values);
    // Under a condition, a user who is still there keeps everything.
    if (count > 0 || !condition) await deleteRows(db, values);
    return count;
  };
}

/** Makes a function that deletes the sessions, accounts and passkeys of a user, by the placeholder `id`. */
function userRowsDeletion(tables: Tables) {
  const deletions = ownedTables(tables).map((table) => deletion(table, () => exactly(table.userId, 'id')));
  return async (db: Database, values: Values): Promise<void> => {
    for (const deleteThem of deletions) await write(db, deleteThem, values);
  };
}
