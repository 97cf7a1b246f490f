import { index, int, mysqlTable, text } from 'drizzle-orm/mysql-core';
import { autoIncrementId, shortText, timestamps, userReference } from './columns.ts';

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
export const accounts = mysqlTable(
  'accounts',
  {
    id: autoIncrementId(),
    userId: userReference(),
    type: shortText('type').notNull(),
    provider: shortText('provider').notNull(),
    providerAccountId: shortText('provider_account_id').notNull(),
    refresh_token: shortText('refresh_token'),
    access_token: shortText('access_token'),
    expires_at: int('expires_at'),
    token_type: shortText('token_type'),
    scope: shortText('scope'),
    id_token: text('id_token'),
    session_state: shortText('session_state'),
    oauth_token_secret: shortText('oauth_token_secret'),
    oauth_token: shortText('oauth_token'),
    ...timestamps(),
  },
  (table) => [index('user_id').on(table.userId)],
);

/** Is a row of `accounts`, as a select returns it. */
export type Account = typeof accounts.$inferSelect;

/** Is a row of `accounts`, as an insert takes it. */
export type NewAccount = typeof accounts.$inferInsert;
