import { index, type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import {
  autoIncrementId,
  bigint,
  binaryVarchar,
  datetime3,
  int,
  mediumtext,
  text,
  timestamps,
  userReference,
  varchar,
} from './columns.ts';
import type { TableOf } from './table-of.ts';

/** Declares the columns of `accounts`, for a `mysqlTable` of your own. */
export const accountColumns = () => ({
  id: autoIncrementId(),
  userId: userReference(),
  type: varchar('type').notNull(),
  provider: varchar('provider').notNull(),
  providerAccountId: varchar('provider_account_id').notNull(),
  refresh_token: varchar('refresh_token'),
  access_token: varchar('access_token'),
  expires_at: int('expires_at'),
  token_type: varchar('token_type'),
  scope: varchar('scope'),
  id_token: text('id_token'),
  session_state: varchar('session_state'),
  oauth_token_secret: varchar('oauth_token_secret'),
  oauth_token: varchar('oauth_token'),
  ...timestamps(),
});

/**
 * Declares the columns of the production table `accounts`: tokens as long as any provider's, and times after 2038.
 *
 * `provider_account_id` holds 512 characters, since Auth.js also keeps the credential id of a passkey there. Together
 * with the 255 of `provider` they fit an index, whose limit is 3,072 bytes: (512 + 255) * 4 = 3,068.
 */
export const productionAccountColumns = () => ({
  ...accountColumns(),
  providerAccountId: binaryVarchar('provider_account_id', 512).notNull(),
  refresh_token: text('refresh_token'),
  access_token: text('access_token'),
  expires_at: bigint('expires_at'),
  scope: text('scope'),
  id_token: mediumtext('id_token'),
  session_state: text('session_state'),
  oauth_token_secret: text('oauth_token_secret'),
  oauth_token: text('oauth_token'),
  ...refreshLeaseColumns(),
});

/**
 * Declares the columns with which `authjs-drizzle-mysql/tokens` lets one caller at a time refresh an access token, for
 * a table of your own; the production table has them.
 *
 * `refreshLease` says who is refreshing the tokens of the account, and `refreshLeaseUntil` until when, by the clock of
 * the database. The adapter neither reads nor writes them.
 *
 * @example
 * const accounts = mysqlTable('accounts', { ...accountColumns(), ...refreshLeaseColumns() }, accountIndexes);
 */
export const refreshLeaseColumns = () => ({
  refreshLease: varchar('refresh_lease', 64),
  refreshLeaseUntil: datetime3('refresh_lease_until'),
});

/** Declares the indexes of `accounts`. */
export const accountIndexes = (table: Record<'userId', MySqlColumn>) => [index('user_id').on(table.userId)];

/**
 * Declares the same indexes and a unique one on the provider account; without it, a sign-in reads the whole table.
 *
 * The account id comes first: it alone tells nearly all rows apart, and a sharded database places rows by the first
 * column.
 */
export const productionAccountIndexes = (
  table: Record<'userId' | 'provider' | 'providerAccountId', MySqlColumn>,
) => [...accountIndexes(table), uniqueIndex('provider_account').on(table.providerAccountId, table.provider)];

/**
 * The table `accounts`: one row for each provider account that a user signs in with.
 *
 * `provider` and `providerAccountId` together identify the account. `expires_at` is in seconds since 1970. The tokens
 * hold at most 255 characters, `id_token` 65,535 bytes. There is no foreign key: `userId` names the user, and the
 * adapter keeps the two tables consistent.
 *
 * @example
 * const linked = await db.select().from(accounts).where(eq(accounts.userId, user.id));
 */
export const accounts: TableOf<'accounts', ReturnType<typeof accountColumns>> = mysqlTable(
  'accounts',
  accountColumns(),
  accountIndexes,
);

/** A row of `accounts`, as a select returns it. */
export type Account = typeof accounts.$inferSelect;

/** A row of `accounts`, as an insert takes it. */
export type NewAccount = typeof accounts.$inferInsert;
