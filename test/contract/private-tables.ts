import { sql } from 'drizzle-orm';
import { varchar } from 'drizzle-orm/mysql-core';
import { createTables, deviceColumns } from '../../src/schema/index.ts';
import type { OpenBackend } from '../backends/backend.ts';

const extend = () => ({
  users: {
    passwordHash: varchar('password_hash', { length: 255 }),
    plan: varchar('plan', { length: 32 }).notNull().default('free'),
  },
  accounts: { note: varchar('note', { length: 255 }) },
  sessions: deviceColumns(),
});
const tables = {
  basic: createTables({ prefix: 'private_', extend: extend() }),
  production: createTables({ base: 'production', prefix: 'private_', extend: extend() }),
};

/** The tables that a site has added its own columns to. */
export type Base = keyof typeof tables;

/** Returns tables with columns that a site keeps to itself. */
export const privateTables = <Name extends Base>(base: Name): (typeof tables)[Name] => tables[base];

const made = new WeakMap<OpenBackend, Promise<void>>();

/** Makes these tables in the database, once. */
export function makePrivateTables(backend: OpenBackend, base: Base): Promise<void> {
  const making = made.get(backend) ?? make(backend, base);
  made.set(backend, making);
  return making;
}

async function make({ db }: OpenBackend, base: Base): Promise<void> {
  const names = ['users', 'accounts', 'sessions', 'verification_tokens'];
  if (base === 'production') names.push('authenticators');
  for (const name of names)
    await db.execute(sql`create table ${sql.identifier(`private_${name}`)} like ${sql.identifier(name)}`);
  for (const change of [
    sql`private_users add password_hash varchar(255), add plan varchar(32) not null default 'free'`,
    sql`private_accounts add note varchar(255)`,
    sql`private_sessions add user_agent varchar(255), add ip_address varchar(45)`,
  ])
    await db.execute(sql`alter table ${change}`);
}
