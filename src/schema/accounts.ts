import { index, type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import {
  autoIncrementId,
  exactText,
  largeNumber,
  longerText,
  longText,
  shortText,
  timestamps,
  userReference,
  wholeNumber,
} from './columns.ts';
import type { TableOf } from './table-of.ts';

/** Declares the columns of `accounts`, for a `mysqlTable` of your own. */
export const accountColumns = () => ({
  id: autoIncrementId(),
  userId: userReference(),
  type: shortText('type').notNull(),
  provider: shortText('provider').notNull(),
  providerAccountId: shortText('provider_account_id').notNull(),
  refresh_token: shortText('refresh_token'),
  access_token: shortText('access_token'),
  expires_at: wholeNumber('expires_at'),
  token_type: shortText('token_type'),
  scope: shortText('scope'),
  id_token: longText('id_token'),
  session_state: shortText('session_state'),
  oauth_token_secret: shortText('oauth_token_secret'),
  oauth_token: shortText('oauth_token'),
  ...timestamps(),
});

/**
 * Declares the same columns for a growing site: tokens of any length that providers give, and times after 2038.
 *
 * `provider_account_id` holds 512 characters, since Auth.js keeps the credential id of a passkey there too; with 255 of
 * `provider` they fit a key, which ends at 3,072 bytes: (512 + 255) * 4 = 3,068.
 */
export const productionAccountColumns = () => ({
  ...accountColumns(),
  providerAccountId: exactText('provider_account_id', 512).notNull(),
  refresh_token: longText('refresh_token'),
  access_token: longText('access_token'),
  expires_at: largeNumber('expires_at'),
  scope: longText('scope'),
  id_token: longerText('id_token'),
  session_state: longText('session_state'),
  oauth_token_secret: longText('oauth_token_secret'),
  oauth_token: longText('oauth_token'),
});

/** Declares the keys of `accounts`. */
export const accountIndexes = (table: Record<'userId', MySqlColumn>) => [index('user_id').on(table.userId)];

/**
 * Declares the same keys and one row for an account at a provider; without it, a sign-in reads the whole table.
 *
 * The account id comes first, because it alone tells nearly all rows apart, and a sharded database places rows by the
 * first column.
 */
export const productionAccountIndexes = (
  table: Record<'userId' | 'provider' | 'providerAccountId', MySqlColumn>,
) => [...accountIndexes(table), uniqueIndex('provider_account').on(table.providerAccountId, table.provider)];

/**
 * Describes the table `accounts`: one row for each provider account that a user signs in with.
 *
 * `provider` and `providerAccountId` together say which account it is. `expires_at` counts seconds since 1970.
 * The tokens hold at most 255 characters, `id_token` 65,535 bytes. There is no foreign key: `userId` names the
 * user, and the adapter keeps the two tables whole.
 *
 * @example
 * const linked = await db.select().from(accounts).where(eq(accounts.userId, user.id));
 */
export const accounts: TableOf<'accounts', ReturnType<typeof accountColumns>> = mysqlTable(
  'accounts',
  accountColumns(),
  accountIndexes,
);

/** Is a row of `accounts`, as a select returns it. */
export type Account = typeof accounts.$inferSelect;

/** Is a row of `accounts`, as an insert takes it. */
export type NewAccount = typeof accounts.$inferInsert;
