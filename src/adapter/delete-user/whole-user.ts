import { and, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { isUnsupported } from '../../database/errors/database-error.ts';
import { write } from '../../database/run.ts';
import type { Values } from '../../database/statement.ts';
import { exactly, hasBytesOf } from '../identity.ts';
import { prepareConditionalDelete } from '../statements/conditional-delete.ts';
import { prepareDelete, prepareDeleteFrom } from '../statements/delete.ts';
import { ownedTables, type Tables } from '../tables/tables.ts';

/** A function that deletes the user with the placeholder `id` and returns 0 if there was nobody to delete. */
type DeleteUser = (db: Database, values: Values) => Promise<number>;

/**
 * Prepares the deletion of a user with their sessions, accounts and passkeys in one statement: all or nothing. With a
 * `condition`, only a user who meets it once their row is locked is deleted.
 *
 * If the server does not support such a statement, as a sharded Vitess does not, the user is deleted first and the rest
 * afterwards, and the one statement is not tried again on that database. Once the user is gone, nobody is signed in as
 * them and nothing new is written for them; an interruption leaves only rows that nobody sees.
 */
export function prepareWholeUserDelete(tables: Tables, condition?: SQL): DeleteUser {
  const deleteAtOnce = prepareDeleteFrom(tables.users, () => wholeUser(tables, condition));
  const deleteInTurn = prepareDeleteInTurn(tables, condition);
  const withoutIt = new WeakSet<Database>();

  return async (db, values) => {
    if (withoutIt.has(db)) return deleteInTurn(db, values);
    try {
      const count = await write(db, deleteAtOnce, values);
      // If no row is reported, the user is gone or does not meet the condition: the separate statements find out, and
      // delete anything left behind.
      return count || (await deleteInTurn(db, values));
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      withoutIt.add(db);
      return deleteInTurn(db, values);
    }
  };
}

/**
 * Returns the SQL of the one statement: what it deletes, and how it finds it.
 *
 * - The user's row is locked first, so that an insert for them waits and then finds nobody; in a plain join, users
 *   would be locked last, and every sign-in meanwhile would end in a deadlock.
 * - `part` adds up the rows of the tables, which a plain join would multiply. It chooses the value that is looked up,
 *   so it takes effect before the index is read: with a separate condition, MySQL reads the rows of one table once for
 *   each row of another.
 * - Each table is compared with the given id, not with the user's column, which may have another collation.
 * - Users come last and are deleted last, so that an application's foreign keys to them hold.
 * - A natural join without common columns is a cross join. A sharded Vitess refuses it while planning; it would accept
 *   a plain cross join, and delete rows with the same numeric id on every shard.
 */
function wholeUser(tables: Tables, condition?: SQL): SQL {
  const { users } = tables;
  const parts = [
    ...ownedTables(tables).map((table) => ({ table, column: table.userId })),
    { table: users, column: users.id },
  ];
  // Tables, not SQL of tables: a query cache looks here for the tables that changed.
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
  // The limit keeps MySQL from merging the subquery into the join, which would delete users first and let no condition
  // read the tables that are changed.
  const locked = sql`${owner} limit 1 for update`;
  return targets.append(sql` using (${locked}) authjs_owner natural join (${numbers}) authjs_parts${joins}`);
}

/**
 * Prepares the deletion of a user and then of what belonged to them, with a statement for each table; the rows of a user
 * who is already gone are deleted too.
 */
export function prepareDeleteInTurn(tables: Tables, condition?: SQL): DeleteUser {
  const { users } = tables;
  const isUser = () => exactly(users.id, 'id');
  const deletePlainly = prepareDelete(users, isUser);
  const deleteUser: DeleteUser = condition
    ? prepareConditionalDelete(users, and(isUser(), condition))
    : (db, values) => write(db, deletePlainly, values);
  const deleteRows = prepareRowsDelete(tables);

  return async (db, values) => {
    const count = await deleteUser(db, values);
    // A user who does not meet the condition keeps everything.
    if (count > 0 || !condition) await deleteRows(db, values);
    return count;
  };
}

/** Prepares the deletion of a user's sessions, accounts and passkeys, by the placeholder `id`. */
function prepareRowsDelete(tables: Tables) {
  const deletions = ownedTables(tables).map((table) =>
    prepareDelete(table, () => exactly(table.userId, 'id')),
  );
  return async (db: Database, values: Values): Promise<void> => {
    for (const deleteThem of deletions) await write(db, deleteThem, values);
  };
}
