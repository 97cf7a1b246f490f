import { and, getTableName, type SQL, sql } from 'drizzle-orm';
import { rowIs } from '../adapter/account-row.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { isLeaseOver, type LeaseColumns } from '../adapter/refresh-lease.ts';
import { withColumns } from '../adapter/statements/with-columns.ts';
import type { Database } from '../database/database.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { write } from '../database/run.ts';
import type { Write } from '../database/statement.ts';
import type { StoredTokens } from './stored-tokens.ts';
import { tokensAreAsRead, whereTokens } from './token-conditions.ts';

/** How a refresh ended that brought no token, in the place of a lease. */
export type Ending = 'refused' | 'failed';

/**
 * Prepares the UPDATEs that take and end a lease.
 *
 * Only the database's clock is asked, in UTC: those of processes differ, and a lease that one of them takes for over
 * would let two of them ask the provider at once.
 */
export function prepareLease(
  { tables: { accounts } }: Pick<AdapterContext, 'tables'>,
  columns: LeaseColumns,
) {
  const isUnchanged = () => and(rowIs(accounts), tokensAreAsRead(accounts));
  const isMine = sql`${columns.refreshLease} = ${sql.placeholder('holder')}`;
  const isFree = sql`(${isLeaseOver(columns)} or ${isMine})`;
  const table = withColumns(accounts, ['refreshLease', 'refreshLeaseUntil']);
  const prepareSet = (where: () => SQL | undefined): Write => ({
    table: getTableName(accounts),
    prepare: oncePerObject((db: Database) =>
      db
        .update(table)
        .set({
          refreshLease: sql`${sql.placeholder('lease')}`,
          refreshLeaseUntil: sql`utc_timestamp(3) + interval ${sql.placeholder('seconds')} second`,
        } as object)
        .where(where())
        .prepare(),
    ),
    // After an unknown outcome, the row is mine already, or it is not.
    isRepeatable: true,
  });
  const take = prepareSet(() => and(isUnchanged(), isFree));
  const end = prepareSet(() => and(isUnchanged(), isMine));

  return {
    /**
     * Takes the lease if nobody has it, and the tokens are still those that were read: whoever was held up since then
     * would use a refresh token a second time.
     */
    take: async (db: Database, tokens: StoredTokens, id: string, seconds: number): Promise<boolean> =>
      (await write(db, take, { ...whereTokens(tokens), holder: id, lease: id, seconds })) > 0,

    /** Notes how a refresh of these tokens ended, as long as the lease is mine. */
    end: async (db: Database, tokens: StoredTokens, id: string, ending: Ending, seconds: number) => {
      await write(db, end, { ...whereTokens(tokens), holder: id, lease: ending, seconds });
    },
  };
}
