import { eq, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { isWholeNumber } from './columns/numbers.ts';
import { bytesOf, exactly, hasBytesOf } from './identity.ts';
import { columnsOf } from './tables/columns.ts';
import type { AdapterTables } from './tables/tables.ts';

type Accounts = AdapterTables['accounts'];

/** Returns the numeric id of a table, if it has one. */
export function numericId(accounts: Accounts): MySqlColumn | undefined {
  const { id } = columnsOf(accounts);
  return id && isWholeNumber(id) ? id : undefined;
}

/**
 * Matches the account of a user, string for string.
 *
 * It is found by the user's id, which also tells a sharded database where it is. The key alone is compared in bytes: of
 * two indexes, MySQL would intersect the rows, and lock those of both.
 */
export const accountIs = (accounts: Accounts, ownerIs = exactly(accounts.userId, 'owner')): SQL =>
  sql`(${ownerIs} and ${hasBytesOf(accounts.provider, 'provider')} and ${hasBytesOf(accounts.providerAccountId, 'providerAccountId')})`;

/** Matches the row that was read, by its numeric id if it has one: that locks this row and no other. */
export function rowIs(accounts: Accounts, ownerIs?: SQL): SQL {
  const id = numericId(accounts);
  const account = accountIs(accounts, ownerIs);
  return id ? sql`(${eq(id, sql.placeholder('rowId'))} and ${account})` : account;
}

/** Matches a column of text, or null, byte for byte: a collation would take tokens that only look alike for equal. */
export const hasStored = (column: MySqlColumn, name: string): SQL =>
  sql`${bytesOf(column)} <=> ${bytesOf(sql.placeholder(name))}`;
