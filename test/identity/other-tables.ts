import { int, mysqlTable, text, uniqueIndex } from 'drizzle-orm/mysql-core';
import { autoIncrementId, datetime6, timestamps, userReference, varchar } from '../../src/schema/columns.ts';
import * as basic from '../../src/schema/index.ts';

/** SQL that makes the tables of this file from the basic ones. */
export const OTHER_TABLES = `
  create table unique_accounts like accounts;
  alter table unique_accounts add unique index pair (provider_account_id, provider), add unique index token (oauth_token);
  create table crowd like users;
  alter table crowd drop index email;
`;

/** `accounts` with a unique index on the account at a provider, and a unique index of the project's own. */
export const uniqueAccounts = mysqlTable(
  'unique_accounts',
  {
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
  },
  (table) => [
    uniqueIndex('pair').on(table.providerAccountId, table.provider),
    uniqueIndex('token').on(table.oauth_token),
  ],
);

export const withUniqueAccounts = { ...basic, accounts: uniqueAccounts };

/** `users` without a unique index on the address. */
const crowd = mysqlTable('crowd', {
  id: varchar('id').primaryKey(),
  name: varchar('name'),
  email: varchar('email'),
  emailVerified: datetime6('email_verified'),
  image: varchar('image'),
  ...timestamps(),
});

export const withCrowd = { ...basic, users: crowd };
