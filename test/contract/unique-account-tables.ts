import { sql } from 'drizzle-orm';
import { bigint, int, mysqlTable, text, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import type { AdapterTables } from '../../src/index.ts';
import * as basic from '../../src/schema/index.ts';

const NAME = 'unique_accounts';

const columns = {
  id: bigint('id', { mode: 'number' }).autoincrement().primaryKey(),
  userId: varchar('user_id', { length: 12 }),
  type: varchar('type', { length: 255 }).notNull(),
  provider: varchar('provider', { length: 255 }).notNull(),
  providerAccountId: varchar('provider_account_id', { length: 255 }).notNull(),
  refresh_token: varchar('refresh_token', { length: 255 }),
  access_token: varchar('access_token', { length: 255 }),
  expires_at: int('expires_at'),
  token_type: varchar('token_type', { length: 255 }),
  scope: varchar('scope', { length: 255 }),
  id_token: text('id_token'),
  session_state: varchar('session_state', { length: 255 }),
};

/** The basic accounts with a unique index on the pair, which the adapter is told of. */
const declared = mysqlTable(NAME, columns, (table) => [
  uniqueIndex('pair').on(table.providerAccountId, table.provider),
]);
/** The same, where only the database has the index. */
const undeclared = mysqlTable(NAME, columns);

/** The two ways to have a unique index on provider and account id. */
export const uniqueTables = {
  declared: { ...basic, accounts: declared },
  undeclared: { ...basic, accounts: undeclared },
} satisfies Record<string, AdapterTables>;

/** Makes the table of both beside the basic ones, unless another suite has made it. */
export async function createUniqueAccounts(db: MySql2Database): Promise<void> {
  const name = sql.identifier(NAME);
  await db.execute(sql`create table if not exists ${name} (id bigint auto_increment primary key, user_id varchar(12),
    type varchar(255) not null, provider varchar(255) not null, provider_account_id varchar(255) not null,
    refresh_token varchar(255), access_token varchar(255), expires_at int, token_type varchar(255),
    scope varchar(255), id_token text, session_state varchar(255),
    unique key pair (provider_account_id, provider), key user_id (user_id))`);
}
