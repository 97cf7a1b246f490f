import { getTableName } from 'drizzle-orm';
import { invalidArgument } from '../adapter/arguments.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { leaseColumnsOf } from '../adapter/refresh-lease.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import type { Database } from '../database/database.ts';
import { read } from '../database/run.ts';
import { MySqlAdapterError } from '../errors.ts';
import { onAllShards } from './scatter.ts';

/**
 * Prepares a SELECT of the columns that say who is refreshing tokens, if the Drizzle table has them. Its function rejects
 * with `INVALID_ARGUMENT` if the database lacks one.
 */
export function prepareRequireLease({ tables: { accounts } }: Pick<AdapterContext, 'tables'>) {
  const lease = leaseColumnsOf(accounts);
  if (!lease) return async (): Promise<void> => {};
  const { refreshLease, refreshLeaseUntil } = lease;
  const select = prepareSelect(accounts, (db) =>
    db
      .select({ lease: onAllShards(refreshLease), until: refreshLeaseUntil })
      .from(accounts)
      .limit(1),
  );
  const names = `${refreshLease.name} and ${refreshLeaseUntil.name}`;

  return async (db: Database): Promise<void> => {
    try {
      await read(db, select, {});
    } catch (error) {
      if (!isUnknownColumn(error)) throw error;
      throw invalidArgument(
        'tables.accounts',
        `have the columns ${names} in the database too, as drizzle/0006_refresh_lease.sql of the package adds them`,
        accounts,
        'a table without',
        { table: getTableName(accounts), cause: error.cause },
      );
    }
  };
}

/** Says whether the server, or vtgate, does not know a column. */
const isUnknownColumn = (error: unknown): error is MySqlAdapterError & { readonly cause: Error } =>
  error instanceof MySqlAdapterError &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  /^(ER_BAD_FIELD_ERROR|VT03019)$/.test(String(error.cause.code));
