import { type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { columnsOf } from './tables/columns.ts';
import type { AdapterTables } from './tables/tables.ts';

/** The columns that say who is refreshing the tokens of an account, and until when. */
export interface LeaseColumns {
  readonly refreshLease: MySqlColumn;
  readonly refreshLeaseUntil: MySqlColumn;
}

/** Seconds from now after which no lease and no note ends; twice the longest, since clocks are corrected by a little. */
export const LONGEST_LEASE_SECONDS = 120;

/** Returns the columns of the lease, or undefined if the Drizzle table lacks one of them. */
export function leaseColumnsOf(accounts: AdapterTables['accounts']): LeaseColumns | undefined {
  const { refreshLease, refreshLeaseUntil } = columnsOf(accounts);
  return refreshLease && refreshLeaseUntil && { refreshLease, refreshLeaseUntil };
}

/**
 * Matches rows that nobody has a lease of, by the clock of the database. One that ends too late was taken by a clock that
 * has been set back since.
 */
export const isLeaseOver = ({ refreshLease, refreshLeaseUntil }: LeaseColumns): SQL =>
  sql`${refreshLease} is null or ${refreshLeaseUntil} is null or ${refreshLeaseUntil} <= utc_timestamp(3) or ${refreshLeaseUntil} > utc_timestamp(3) + interval ${sql.raw(String(LONGEST_LEASE_SECONDS))} second`;
