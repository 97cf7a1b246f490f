import { getTableName, or, type SQL } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import type { Database } from '../database/database.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, type Values, write } from '../database/run.ts';
import { inTransaction } from '../database/transaction.ts';
import type { AdapterContext } from './context.ts';
import { asciiLowerCase, exactly, nameCheck, requireText } from './identity.ts';
import type { AdapterTables, Tables } from './tables.ts';

/** Makes the method that deletes a user and everything that belongs to them: all of it, or nothing. */
export function deleteUserMethod({ connect, tables }: AdapterContext) {
  const deleteEverything = deletion(tables);
  const canBeId = nameCheck(tables.users.id);
  const table = getTableName(tables.users);
  return {
    async deleteUser(userId: string): Promise<undefined> {
      const id = requireText(userId, 'id');
      if (!canBeId(id)) return;
      // Done twice it is done as well: an id is never given to anybody again.
      await inTransaction(await connect(), table, (transaction) => deleteEverything(transaction, id));
    },
  };
}

/** Makes the statements of a deletion, to be run in one transaction. */
function deletion({ users, accounts, sessions, verificationTokens, authenticators }: Tables) {
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
  const deleteSessions = sessions && deleteFrom(sessions, exactly(sessions.userId, 'id'));
  const deleteAccounts = deleteFrom(accounts, exactly(accounts.userId, 'id'));
  const deletePasskeys = authenticators && deleteFrom(authenticators, exactly(authenticators.userId, 'id'));
  const deleteTokens = verificationTokens && tokenDeletion(verificationTokens);
  const deleteUser = deleteFrom(users, exactly(users.id, 'id'));

  return async (transaction: Database, id: string): Promise<void> => {
    const [user] = await read(transaction, { table: getTableName(users) }, lockUser, { id });
    await deleteSessions?.(transaction, { id });
    await deleteAccounts(transaction, { id });
    await deletePasskeys?.(transaction, { id });
    if (!user) return;
    const { email } = user;
    if (email) await deleteTokens?.(transaction, { email, lowerCase: asciiLowerCase(email) });
    await deleteUser(transaction, { id });
  };
}

/** Makes the statement that deletes the tokens of links that were sent to an address. */
function tokenDeletion(verificationTokens: AdapterTables['verificationTokens']) {
  const { identifier } = verificationTokens;
  return deleteFrom(verificationTokens, or(exactly(identifier, 'email'), exactly(identifier, 'lowerCase')));
}

function deleteFrom(table: MySqlTable, where: SQL | undefined) {
  const statement = oncePerDatabase((db) => db.delete(table).where(where).prepare());
  return (db: Database, values: Values) =>
    write(db, { table: getTableName(table), operation: 'uncommitted write' }, statement, values);
}
