import { eq, type SQL, sql } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { bytesOf, exactly, hasBytesOf } from '../adapter/identity.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import { numericId, type StoredTokens } from './stored-tokens.ts';

type Accounts = AdapterTables['accounts'];

/**
 * Matches the account of a user, string for string.
 *
 * It is found by the user's id, which also tells a sharded database where it is. The key alone is compared in bytes: of
 * two indexes, MySQL would intersect the rows, and lock those of both.
 */
export const accountIs = ({ userId, provider, providerAccountId }: Accounts): SQL =>
  sql`(${exactly(userId, 'owner')} and ${hasBytesOf(provider, 'provider')} and ${hasBytesOf(providerAccountId, 'providerAccountId')})`;

/** Matches the row that was read, by its numeric id if it has one: that locks this row and no other. */
export function rowIs(accounts: Accounts): SQL {
  const id = numericId(accounts);
  return id ? sql`(${eq(id, sql.placeholder('rowId'))} and ${accountIs(accounts)})` : accountIs(accounts);
}

/** Matches tokens that are still those that were read, byte for byte. */
export const tokensAreAsRead = (accounts: Accounts): SQL =>
  sql`(${hasStored(accounts.access_token, 'readAccessToken')} and ${refreshTokenIsAsRead(accounts)} and ${accounts.expires_at} <=> ${sql.placeholder('readExpiresAt')})`;

/** Matches a refresh token that is still the one that was read, byte for byte. */
export const refreshTokenIsAsRead = ({ refresh_token }: Accounts): SQL =>
  hasStored(refresh_token, 'readRefreshToken');

/** Matches a column of text, or null, byte for byte: a collation would take tokens that only look alike for equal. */
const hasStored = (column: MySqlColumn, name: string): SQL =>
  sql`${bytesOf(column)} <=> ${bytesOf(sql.placeholder(name))}`;

/** The values for the placeholders of the conditions above, whose names are no properties of a table. */
export const whereTokens = ({ rowId, userId, provider, providerAccountId, raw }: StoredTokens) => ({
  rowId,
  provider,
  providerAccountId,
  owner: userId,
  readAccessToken: raw.accessToken,
  readRefreshToken: raw.refreshToken,
  readExpiresAt: raw.expiresAt,
});
