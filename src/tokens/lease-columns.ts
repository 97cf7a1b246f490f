import { getTableName } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { invalidArgument } from '../adapter/arguments.ts';
import { columnsOf } from '../adapter/tables/columns.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';

/** The columns that say who is refreshing the tokens of an account, and until when. */
export interface LeaseColumns {
  readonly refreshLease: MySqlColumn;
  readonly refreshLeaseUntil: MySqlColumn;
}

/** Returns the columns of the lease, or undefined if the Drizzle table lacks one of them. */
export function leaseColumnsOf(accounts: AdapterTables['accounts']): LeaseColumns | undefined {
  const { refreshLease, refreshLeaseUntil } = columnsOf(accounts);
  return refreshLease && refreshLeaseUntil && { refreshLease, refreshLeaseUntil };
}

/**
 * Returns the columns of the lease, which the Drizzle table must have.
 *
 * A `timestamp` is refused: two sessions with different time zones would disagree about when a lease ends. So is a
 * `datetime` of whole seconds, to which MySQL would round the end. So are tokens in columns of bytes, which cannot be
 * compared as text: whoever was held up would use a refresh token twice.
 */
export function requireLeaseColumns(accounts: AdapterTables['accounts']): LeaseColumns {
  const columns = leaseColumnsOf(accounts);
  const type = columns?.refreshLeaseUntil.getSQLType().toLowerCase();
  const table = getTableName(accounts);
  const ofBytes = [accounts.access_token, accounts.refresh_token].find((column) =>
    /binary|blob/i.test(column.getSQLType()),
  );
  if (ofBytes)
    throw invalidArgument(
      `tables.accounts.${ofBytes.name}`,
      'be a column of text for `refresh`',
      accounts,
      ofBytes.getSQLType(),
      { table, column: ofBytes.name },
    );
  const { expires_at: expiry } = accounts;
  if (expiry.notNull)
    throw invalidArgument(
      'tables.accounts.expires_at',
      'accept null for `refresh`, since a new token may have no end',
      accounts,
      'a column that is NOT NULL',
      { table, column: expiry.name },
    );
  if (columns && type && /^datetime\([3-6]\)/.test(type)) return columns;
  throw invalidArgument(
    'tables.accounts',
    `have the columns refreshLease and refreshLeaseUntil (datetime(3)) for \`refresh\`: add refreshLeaseColumns() from authjs-drizzle-mysql/schema to the Drizzle table, and drizzle/0006_refresh_lease.sql to the database`,
    accounts,
    columns ? `refreshLeaseUntil of type ${type}` : 'a table without',
    { table },
  );
}
