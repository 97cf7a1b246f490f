import { int, mysqlTable, text, uniqueIndex } from 'drizzle-orm/mysql-core';
import { autoIncrementId, moment, shortText, timestamps, userReference } from '../../src/schema/columns.ts';
import * as seed from '../../src/schema/index.ts';

/** SQL that makes the tables of this file out of the seed's. */
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
  (table) => [
    uniqueIndex('pair').on(table.providerAccountId, table.provider),
    uniqueIndex('token').on(table.oauth_token),
  ],
);

export const withUniqueAccounts = { ...seed, accounts: uniqueAccounts };

/** `users` without a unique index on the address. */
const crowd = mysqlTable('crowd', {
  id: shortText('id').primaryKey(),
  name: shortText('name'),
  email: shortText('email'),
  emailVerified: moment('email_verified'),
  image: shortText('image'),
  ...timestamps(),
});

export const withCrowd = { ...seed, users: crowd };
