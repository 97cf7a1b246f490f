import type { AdapterAccount } from '@auth/core/adapters';
import { and, eq, getTableName, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';
import { prepareOwnedDelete } from './accounts.ts';
import type { AdapterContext } from './context.ts';
import { haveSameBytes } from './identity.ts';
import { prepareSelect } from './statements/select.ts';

/** An account, and the owner of the passkey that belongs to it, if there is one. */
type Row = Pick<AdapterAccount, 'userId' | 'provider' | 'providerAccountId' | 'type'> & {
  readonly passkeyOf: string | null;
};

/**
 * Prepares the removal of a user's accounts whose passkey was not stored, of all or of one; a failure is a warning.
 *
 * Auth.js links the account first and stores the passkey last. An account that is left alone would sign in its owner
 * for whoever registers a passkey with the same id, which is no secret.
 */
export function prepareUnkeyedRemoval({ tables, warn }: AdapterContext) {
  const { accounts, authenticators } = tables;
  if (!authenticators) return async () => {};
  const { userId, provider, providerAccountId, type } = accounts;
  const user = sql.placeholder('userId');
  const isItsPasskey = haveSameBytes(authenticators.providerAccountId, providerAccountId);
  const select = prepareSelect<Row>(accounts, (db) =>
    db
      .select({ userId, provider, providerAccountId, type, passkeyOf: authenticators.userId })
      .from(accounts)
      .leftJoin(authenticators, and(eq(authenticators.userId, user), isItsPasskey))
      .where(eq(userId, user)),
  );
  const deleteOwned = prepareOwnedDelete(accounts);

  return async (db: Database, id: string, ofPasskey?: string): Promise<void> => {
    const isUnkeyed = (row: Row) => row.userId === id && row.type === 'webauthn' && row.passkeyOf !== id;
    const isIt = (row: Row) => ofPasskey === undefined || row.providerAccountId === ofPasskey;
    try {
      for (const row of await read(db, select, { userId: id }))
        if (isUnkeyed(row) && isIt(row)) await deleteOwned(db, row);
    } catch {
      warn(`An account whose passkey could not be stored may be left in table ${getTableName(accounts)}.`);
    }
  };
}
