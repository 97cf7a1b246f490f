import { type SQL, sql } from 'drizzle-orm';
import { hasStored } from '../adapter/account-row.ts';
import type { AdapterTables } from '../adapter/tables/tables.ts';
import type { StoredTokens } from './stored-tokens.ts';

type Accounts = AdapterTables['accounts'];

/** Matches tokens that are still those that were read, byte for byte. */
export const tokensAreAsRead = (accounts: Accounts): SQL =>
  sql`(${hasStored(accounts.access_token, 'readAccessToken')} and ${refreshTokenIsAsRead(accounts)} and ${accounts.expires_at} <=> ${sql.placeholder('readExpiresAt')})`;

/** Matches a refresh token that is still the one that was read, byte for byte. */
export const refreshTokenIsAsRead = ({ refresh_token }: Accounts): SQL =>
  hasStored(refresh_token, 'readRefreshToken');

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
