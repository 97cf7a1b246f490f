import { and, eq, getTableName, type SQL, sql } from 'drizzle-orm';
import type { AdapterContext } from '../adapter/context.ts';
import { exactly } from '../adapter/identity.ts';
import { prepareDeleteFrom } from '../adapter/statements/delete.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import type { Database } from '../database/database.ts';
import { read, write } from '../database/run.ts';
import type { Values } from '../database/statement.ts';
import { MySqlAdapterError } from '../errors.ts';
import { hasOtherWayIn, isIt, type Kind } from './ways-in.ts';

/** How often a DELETE is tried: in a storm of kills one in 270 is cut short, four in a row practically never. */
const ATTEMPTS = 4;

/**
 * Prepares the deletion of an account of the user with the placeholder `userId`, unless it is their last way in; the
 * function returns whether there was one, and throws `LAST_SIGN_IN_METHOD`.
 *
 * The user's row is locked before anything else, so that of two calls that remove one of two ways each, the second
 * counts what the first has left. It is so in the one statement: over HTTP a transaction is three requests more, and a
 * sharded database refuses it.
 */
export function prepareGuardedDelete(context: AdapterContext, kind: Kind, emailSignIn: boolean) {
  const { accounts, users } = context.tables;
  const isOwn = () => and(exactly(accounts.userId, 'userId'), isIt(context.tables, kind));
  const otherWay = () => hasOtherWayIn(context, kind, emailSignIn);
  // The limit keeps MySQL from merging the subquery into the statement, which could not read what it deletes from.
  const lockedOwner = (): SQL =>
    sql`select ${users.id} as owner from ${users} where ${and(exactly(users.id, 'userId'), otherWay())} limit 1 for update`;
  const deleteIt = prepareDeleteFrom(
    accounts,
    () => accounts,
    () => and(isOwn(), sql`exists (select 1 from (${lockedOwner()}) authjs_owner)`),
  );
  const select = prepareSelect<{ hasOtherWay: unknown }>(accounts, (db) =>
    db
      .select({ hasOtherWay: sql`(${otherWay()})` })
      .from(accounts)
      .innerJoin(users, eq(users.id, accounts.userId))
      .where(isOwn()),
  );

  return async (db: Database, values: Values): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      if ((await write(db, deleteIt, values)) > 0) return true;
      const [left] = await read(db, select, values);
      if (!left) return false;
      // To a DELETE from one table, MariaDB answers "OK, 0 rows" if it is killed just before the end.
      if (attempt === ATTEMPTS || Number(left.hasOtherWay ?? 0) === 0)
        throw lastSignInMethod(getTableName(accounts));
    }
  };
}

const lastSignInMethod = (table: string) =>
  new MySqlAdapterError(
    'LAST_SIGN_IN_METHOD',
    'Without this way to sign in, the user could never sign in again; nothing was removed. Ask them to add another one first.',
    { table },
  );
