import { getTableName, or, type SQL } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import { toAdapterError } from '../database/database-error.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { retrying } from '../database/retry.ts';
import { type PreparedStatement, read, type Values, write } from '../database/run.ts';
import type { AdapterContext } from './context.ts';
import { asciiLowerCase, exactly, nameCheck, requireText } from './identity.ts';
import type { AdapterTables } from './tables.ts';

/** Makes the method that deletes a user and everything that belongs to them: all of it, or nothing. */
export function deleteUserMethod({ connect, tables }: AdapterContext) {
  const deleteEverything = deletion(tables);
  const canBeId = nameCheck(tables.users.id);
  return {
    async deleteUser(userId: string): Promise<undefined> {
      const id = requireText(userId, 'id');
      if (!canBeId(id)) return;
      const db = await connect();
      let mayBeCommitted = false;
      const deleteInTransaction = async () => {
        let failure: unknown;
        let [hasBegun, isDone] = [false, false];
        try {
          await db.transaction(async (transaction) => {
            hasBegun = true;
            await deleteEverything(transaction, id).catch((error: unknown) => {
              // Kept, because a rollback that fails in turn would put its own error in this one's place.
              failure = error;
              throw error;
            });
            isDone = true;
          });
        } catch (error) {
          // Not thrown, to be done again: of a begin that fails, Drizzle never gives the connection back to its pool.
          if (!hasBegun) return { error };
          // Once all is done it is the commit that failed, or the rollback that a driver sends after it.
          mayBeCommitted ||= isDone;
          throw failure ?? error;
        }
        return undefined;
      };
      try {
        // Done twice it is done as well, so a conflict at the commit needs no certainty to be tried again.
        const refused = await retrying(db, 'write', deleteInTransaction);
        if (refused) throw refused.error;
      } catch (error) {
        const operation = mayBeCommitted ? 'unconfirmed write' : 'uncommitted write';
        throw toAdapterError(error, getTableName(tables.users), operation);
      }
    },
  };
}

/** Makes the statements of a deletion, to be run in one transaction. */
function deletion({ users, accounts, sessions, verificationTokens }: AdapterTables) {
  // The lock makes a sign-in that races with the deletion wait, so that it finds no user and writes nothing.
  const lockUser = oncePerDatabase(
    (db): PreparedStatement<{ email: string | null }[]> =>
      db
        .select({ email: users.email })
        .from(users)
        .where(exactly(users.id, 'id'))
        .for('update')
        .$withCache(false)
        .prepare(),
  );
  const deleteSessions = deleteFrom(sessions, exactly(sessions.userId, 'id'));
  const deleteAccounts = deleteFrom(accounts, exactly(accounts.userId, 'id'));
  const deleteTokens = deleteFrom(
    verificationTokens,
    or(exactly(verificationTokens.identifier, 'email'), exactly(verificationTokens.identifier, 'lowerCase')),
  );
  const deleteUser = deleteFrom(users, exactly(users.id, 'id'));

  return async (transaction: Database, id: string): Promise<void> => {
    const [user] = await read(transaction, { table: getTableName(users) }, lockUser, { id });
    await deleteSessions(transaction, { id });
    await deleteAccounts(transaction, { id });
    if (!user) return;
    if (user.email)
      await deleteTokens(transaction, { email: user.email, lowerCase: asciiLowerCase(user.email) });
    await deleteUser(transaction, { id });
  };
}

function deleteFrom(table: MySqlTable, where: SQL | undefined) {
  const statement = oncePerDatabase((db) => db.delete(table).where(where).prepare());
  return (db: Database, values: Values) =>
    write(db, { table: getTableName(table), operation: 'uncommitted write' }, statement, values);
}
