import { getTableName, or, type SQL } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { toAdapterError } from '../database/database-error.ts';
import { oncePerDatabase } from '../database/prepared.ts';
import { type PreparedStatement, read, write } from '../database/run.ts';
import type { AdapterContext } from './context.ts';
import { asciiLowerCase, exactly, requireText } from './identity.ts';

/** Makes the method that deletes a user and everything that belongs to them: all of it, or nothing. */
export function deleteUserMethod({ connect, tables }: AdapterContext) {
  const { users, accounts, sessions, verificationTokens } = tables;
  const remove = (table: MySqlTable, where: SQL | undefined) => {
    const statement = oncePerDatabase((db) => db.delete(table).where(where).prepare());
    return { name: getTableName(table), statement };
  };
  // The lock makes a sign-in that races with the deletion wait, so that it finds no user and writes nothing.
  const lockUser = oncePerDatabase(
    (db): PreparedStatement<{ email: string | null }[]> =>
      db.select({ email: users.email }).from(users).where(exactly(users.id, 'id')).for('update').prepare(),
  );
  const ofUser = [
    remove(sessions, exactly(sessions.userId, 'id')),
    remove(accounts, exactly(accounts.userId, 'id')),
  ];
  const ofAddress = remove(
    verificationTokens,
    or(exactly(verificationTokens.identifier, 'email'), exactly(verificationTokens.identifier, 'lowerCase')),
  );
  const user = remove(users, exactly(users.id, 'id'));

  async function deleteUser(userId: string): Promise<undefined> {
    const id = requireText(userId, 'id');
    const db = await connect();
    try {
      await db.transaction(async (transaction) => {
        const [locked] = await read(getTableName(users), lockUser(transaction), { id });
        for (const { name, statement } of ofUser) await write(name, statement(transaction), { id });
        const email = locked?.email;
        if (email) {
          const values = { email, lowerCase: asciiLowerCase(email) };
          await write(ofAddress.name, ofAddress.statement(transaction), values);
        }
        if (locked) await write(user.name, user.statement(transaction), { id });
      });
    } catch (error) {
      throw toAdapterError(error, getTableName(users), 'write');
    }
  }
  return { deleteUser };
}
