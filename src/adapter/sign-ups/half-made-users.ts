import { and, isNull, not, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import type { Database } from '../../database/database.ts';
import { keyIsExactly } from '../account-key.ts';
import { prepareWholeUserDelete } from '../delete-user/whole-user.ts';
import { exactly } from '../identity.ts';
import type { AccountKey } from '../methods.ts';
import { prepareConditionalDelete } from '../statements/conditional-delete.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Prepares the deletion of a user whose sign-up broke off; the function returns whether they are gone.
 *
 * Without an account, the user must have no verified address, no account, no session and no passkey. With the account
 * of a passkey, that account and one session are deleted too; there must be no other account and no passkey.
 */
export function prepareHalfMadeUserDelete(tables: Tables) {
  const { users } = tables;
  const deleteUnused = prepareConditionalDelete(users, and(exactly(users.id, 'id'), isHalfMade(tables)));
  const deleteWithAccount = prepareWholeUserDelete(tables, isHalfMade(tables, keyIsExactly(tables.accounts)));
  return async (db: Database, id: string, account: AccountKey | undefined): Promise<boolean> => {
    const count = account ? await deleteWithAccount(db, { id, ...account }) : await deleteUnused(db, { id });
    return count > 0;
  };
}

/**
 * Counts a user's rows, by the user's row and not by an id, so that they are counted after that row is locked.
 *
 * A server may run a subquery that does not refer to the row, or a NOT EXISTS that it has turned into a join, before it
 * locks the row: it would miss a session that is created under the lock, and then delete the user.
 */
const countOf = ({ users }: Tables, { userId }: { readonly userId: MySqlColumn }, only?: SQL) =>
  sql`(select count(*) from ${userId.table} where ${and(sql`${userId} = ${users.id}`, only)})`;

/**
 * Matches a user who has no verified address, no account, no session and no passkey; with `ownAccount`, they may have
 * that account and one session.
 */
function isHalfMade(tables: Tables, ownAccount?: SQL): SQL | undefined {
  const { users, accounts, sessions, authenticators } = tables;
  return and(
    isNull(users.emailVerified),
    sql`${countOf(tables, accounts, ownAccount && not(ownAccount))} = 0`,
    sessions && sql`${countOf(tables, sessions)} <= ${sql.raw(ownAccount ? '1' : '0')}`,
    authenticators && sql`${countOf(tables, authenticators)} = 0`,
  );
}
