import { getTableColumns, sql } from 'drizzle-orm';
import { datetime, mediumtext, mysqlTable, text, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import * as schema from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';

const short = (name: string) => varchar(name, { length: 255 });

/** Tables as drizzle-kit 0.31 pulls them from MariaDB: `NULL` and what is quoted there are text here. */
const users = mysqlTable('pulled_users', {
  id: varchar('id', { length: 12 }).primaryKey(),
  name: short('name').default('NULL'),
  email: short('email').default('NULL').unique(),
  emailVerified: datetime('email_verified', { fsp: 6 }).default(sql`'NULL'`),
  image: text('image').default('NULL'),
  role: varchar('role', { length: 32 }).notNull().default("'user'"),
});
const accounts = mysqlTable('pulled_accounts', {
  ...schema.accountColumns(),
  refresh_token: text('refresh_token').default('NULL'),
  access_token: text('access_token').default('NULL'),
  id_token: mediumtext('id_token').default('NULL'),
  scope: text('scope').default('NULL'),
});
const sessions = mysqlTable('pulled_sessions', {
  ...schema.sessionColumns(),
  device: varchar('device', { length: 32 }).notNull().default("'none'"),
});
const tables: AdapterTables = { ...schema, users, accounts, sessions };

/** Defaults are the database's to fill in: what the schema says of them is never sent. */
export function literalDefaultsContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    const { db } = backend();
    await db.execute(sql`create table pulled_users (id varchar(12) primary key, name varchar(255),
      email varchar(255) unique, email_verified datetime(6) default current_timestamp(6), image text, role varchar(32) not null default 'user')`);
    await db.execute(sql`create table pulled_accounts like accounts`);
    await db.execute(sql`create table pulled_sessions like sessions`);
    await db.execute(sql`alter table pulled_sessions add device varchar(32) not null default 'none'`);
  });

  it('stores nothing for values that were not given, for people without a name and an address', async () => {
    const adapter = backend().adapter({ tables });
    for (const _ of [1, 2]) {
      const created = await adapter.createUser({ id: 'x', emailVerified: null } as never);
      expect(created).toMatchObject({ name: null, email: null, emailVerified: null, image: null });
      expect(await adapter.getUser(created.id)).toEqual(created);
    }
  });

  it('treats nobody’s address as verified because the database would', async () => {
    const adapter = backend().adapter({ tables });
    const { id, emailVerified } = await adapter.createUser({ email: uniqueEmail() } as never);
    expect([emailVerified, (await adapter.getUser(id))?.emailVerified]).toEqual([null, null]);
  });

  it('returns the default that the database has, and not the one of the schema', async () => {
    const adapter = backend().adapter({ tables });
    const created = await adapter.createUser(newUser());
    expect(created).toMatchObject({ role: 'user' });
    expect(await adapter.getUser(created.id)).toEqual(created);
    const { id: userId } = await adapter.createUser({ ...newUser(), role: 'admin' } as never);
    expect(await adapter.getUser(userId)).toMatchObject({ role: 'admin' });
    const account = newAccount(userId);
    await adapter.linkAccount(account);
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toMatchObject({
      ...{ refresh_token: null, access_token: null, id_token: null, scope: null },
    });
    const session = { sessionToken: unique('session'), userId, expires: inAnHour() };
    await adapter.createSession(session);
    expect((await adapter.getSessionAndUser(session.sessionToken))?.session).toEqual({
      ...session,
      device: 'none',
    });
  });

  it('sends neither a default nor the word, and null for every other column', async () => {
    const adapter = backend().adapter({ tables });
    const [insert = ''] = await backend().statementsOf(() =>
      adapter.createUser({ id: 'x', email: null, emailVerified: null } as never),
    );
    expect(insert).not.toMatch(/NULL'|user'|default/i);
    const named = Object.keys(getTableColumns(users)).filter((key) => insert.includes(`\`${key}\``));
    expect(named).toEqual(['id', 'email']);
    expect(insert).toContain('email_verified');
  });
}
