import { getTableName } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { invalidArgument } from '../adapter/arguments.ts';
import { placeOf } from '../adapter/columns/invalid-value.ts';
import { type LeaseColumns, leaseColumnsOf } from '../adapter/refresh-lease.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';

/**
 * Returns the columns of the lease, which the Drizzle table must have.
 *
 * A `timestamp` is refused: two sessions with different time zones would disagree about when a lease ends. So is a
 * `datetime` of whole seconds, to which MySQL would round the end.
 */
export function requireLeaseColumns(accounts: AdapterTables['accounts']): LeaseColumns {
  requireTokenColumns(accounts);
  const columns = leaseColumnsOf(accounts);
  const type = columns?.refreshLeaseUntil.getSQLType().toLowerCase();
  if (columns && type && /^datetime\([3-6]\)/.test(type)) return columns;
  throw invalidArgument(
    'tables.accounts',
    `have the columns refreshLease and refreshLeaseUntil (datetime(3)) for \`refresh\`: add refreshLeaseColumns() from authjs-drizzle-mysql/schema to the Drizzle table, and drizzle/0006_refresh_lease.sql to the database`,
    accounts,
    columns ? `refreshLeaseUntil of type ${type}` : 'a table without',
    { table: getTableName(accounts) },
  );
}

/**
 * Requires columns that can be refreshed: tokens of text, since bytes cannot be compared as text and whoever was held up
 * would use a refresh token twice, and an end that may be null, since a new token may have none.
 */
function requireTokenColumns({ access_token, refresh_token, expires_at }: AdapterTables['accounts']): void {
  for (const column of [access_token, refresh_token])
    if (/binary|blob/i.test(column.getSQLType()))
      throw unfit(column, 'be a column of text', column.getSQLType());
  if (expires_at.notNull) throw unfit(expires_at, 'accept null', 'a column that is NOT NULL');
}

const unfit = (column: MySqlColumn, expected: string, got: string) =>
  invalidArgument(
    `tables.accounts.${column.name}`,
    `${expected} for \`refresh\``,
    column,
    got,
    placeOf(column),
  );
