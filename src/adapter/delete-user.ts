import type { AdapterUser } from '@auth/core/adapters';
import { eq, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { read } from '../database/run.ts';
import { selection } from '../database/statements.ts';
import type { AdapterContext } from './context.ts';
import { nameCheck, requireText } from './identity.ts';
import { pendingTokenDeletion } from './pending-tokens.ts';
import { userDeletionInTurn, wholeUserDeletion } from './whole-user.ts';

/**
 * Makes the method that deletes a user and everything that belongs to them.
 *
 * Without a transaction: Drizzle never gives a connection back to its pool whose BEGIN was refused, over HTTP a
 * transaction is three more requests, and a sharded database refuses it. To delete twice is as good as once, so every
 * statement may be sent again.
 */
export function deleteUserMethod({ connect, tables }: AdapterContext) {
  const { users, verificationTokens } = tables;
  // The two columns alone: nobody is kept from going by a value that is not needed for it.
  const selectAddress = selection<Pick<AdapterUser, 'id' | 'email'>>(users, (db) =>
    db
      .select({ id: users.id as MySqlColumn, email: users.email as MySqlColumn })
      .from(users)
      .where(eq(users.id, sql.placeholder('id'))),
  );
  const canBeId = nameCheck(users.id);
  const deletePendingTokens = verificationTokens && pendingTokenDeletion(verificationTokens);
  const deleteWholeUser = wholeUserDeletion(tables);
  const deleteInTurn = userDeletionInTurn(tables);
  return {
    async deleteUser(userId: string): Promise<undefined> {
      const id = requireText(userId, 'id');
      if (!canBeId(id)) return;
      const db = await connect();
      const user = (await read(db, selectAddress, { id })).find((row) => row.id === id);
      if (user?.email) await deletePendingTokens?.(db, user.email);
      if (user) await deleteWholeUser(db, { id });
      // A deletion that was broken off on a sharded database, or one with SQL by hand, may have left rows behind. The
      // user is asked for once more, since a proxy may have asked a replica that lags behind.
      else await deleteInTurn(db, { id });
    },
  };
}
