// Compiled, never run: the types that the package declares are those that Drizzle infers, 0.45 and 1.0 alike.

import type { accounts } from 'authjs-drizzle-mysql/schema';
import type { authenticators, accounts as grown } from 'authjs-drizzle-mysql/schema/production';
import {
  bigint,
  boolean,
  customType,
  datetime,
  int,
  type MySqlTable,
  mediumtext,
  mysqlTable,
  text,
  varchar,
} from 'drizzle-orm/mysql-core';
import { expectTypeOf } from 'vitest';

/** All that Drizzle's types know about a table's columns except their names in SQL, which 1.0 does not know either. */
type ColumnsOf<Table extends MySqlTable> = {
  [Key in keyof Table['_']['columns']]: Flat<Omit<Table['_']['columns'][Key]['_'], 'name'>>;
};
type Flat<Type> = { [Key in keyof Type]: Type[Key] };

const custom = customType<{
  data: string;
  driverData: string | Uint8Array;
  config: { length: number };
  configRequired: true;
}>({ dataType: () => '' });
const now = () => new Date();
const ownId = () => bigint('id', { mode: 'number' }).autoincrement().primaryKey();
const moments = () => ({
  createdAt: datetime('created_at').notNull().$defaultFn(now),
  updatedAt: datetime('updated_at').notNull().$defaultFn(now).$onUpdateFn(now),
});

const ownAuthenticators = mysqlTable('authenticators', {
  id: ownId(),
  credentialID: custom('credential_id', { length: 512 }).notNull(),
  userId: varchar('user_id', { length: 12 }).notNull(),
  providerAccountId: varchar('provider_account_id', { length: 512 }).notNull(),
  credentialPublicKey: text('credential_public_key').notNull(),
  counter: int('counter', { unsigned: true }).notNull(),
  credentialDeviceType: varchar('credential_device_type', { length: 32 }).notNull(),
  credentialBackedUp: boolean('credential_backed_up').notNull(),
  transports: varchar('transports', { length: 255 }),
  ...moments(),
});
expectTypeOf<ColumnsOf<typeof authenticators>>().toEqualTypeOf<ColumnsOf<typeof ownAuthenticators>>();

const ownAccounts = mysqlTable('accounts', {
  id: ownId(),
  userId: varchar('user_id', { length: 12 }),
  expires_at: int('expires_at'),
  id_token: text('id_token'),
});
expectTypeOf<Some<typeof accounts>>().toEqualTypeOf<Some<typeof ownAccounts>>();

const ownGrown = mysqlTable('accounts', {
  id: ownId(),
  userId: varchar('user_id', { length: 12 }),
  expires_at: bigint('expires_at', { mode: 'number' }),
  id_token: mediumtext('id_token'),
});
expectTypeOf<Some<typeof grown>>().toEqualTypeOf<Some<typeof ownGrown>>();

type Some<Table extends typeof accounts | typeof grown | typeof ownAccounts | typeof ownGrown> = Pick<
  ColumnsOf<Table>,
  'id' | 'userId' | 'expires_at' | 'id_token'
>;
