import { getTableName, sql } from 'drizzle-orm';
import {
  datetime,
  decimal,
  int,
  mysqlTable,
  primaryKey,
  text,
  timestamp,
  varchar,
} from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, unique } from '../../support/rows/samples.ts';

let rows = 0;
let updates = 0;

/** Custom tables: other SQL names, more columns, and bookkeeping on users alone. */
const users = mysqlTable('members', {
  id: varchar('id', { length: 36 })
    .primaryKey()
    .$defaultFn(() => crypto.randomUUID()),
  name: varchar('name', { length: 255 }),
  email: varchar('email', { length: 255 }).unique(),
  emailVerified: timestamp('verified', { fsp: 3 }),
  image: text('image'),
  role: varchar('role', { length: 32 }).notNull().default('user'),
  plan: varchar('plan', { length: 32 }).notNull().default(sql`('free')`),
  joined: datetime('joined', { fsp: 3 }).$defaultFn(() => new Date()),
  credit: decimal('credit', { precision: 10, scale: 2 }),
  number: int('number')
    .notNull()
    .$defaultFn(() => ++rows),
  revision: int('revision')
    .notNull()
    .$defaultFn(() => 0)
    .$onUpdateFn(() => ++updates),
  createdAt: timestamp('created_at').defaultNow().notNull(),
});
const accounts = mysqlTable(
  'logins',
  {
    userId: varchar('member_id', { length: 36 }).notNull(),
    type: varchar('type', { length: 32 }).notNull(),
    provider: varchar('provider', { length: 64 }).notNull(),
    providerAccountId: varchar('subject', { length: 255 }).notNull(),
    refresh_token: text('refresh_token'),
    access_token: text('access_token'),
    expires_at: int('expires_at'),
    token_type: varchar('token_type', { length: 32 }),
    scope: text('scope'),
    id_token: text('id_token'),
    session_state: text('session_state'),
    preferred_username: varchar('preferred_username', { length: 255 }),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);
const sessions = mysqlTable('visits', {
  sessionToken: varchar('token', { length: 255 }).primaryKey(),
  userId: varchar('member_id', { length: 36 }).notNull(),
  expires: timestamp('expires').notNull(),
  device: varchar('device', { length: 64 }),
});
const tables: AdapterTables = { users, accounts, sessions, verificationTokens: basic.verificationTokens };

export function extraColumnsContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    const { db } = backend();
    await db.execute(sql`create table members (id varchar(36) primary key, name varchar(255), email varchar(255) unique,
      verified timestamp(3) null, image text, role varchar(32) not null default 'user', plan varchar(32) not null default ('free'),
      joined datetime(3), credit decimal(10,2), number int not null, revision int not null, created_at timestamp not null default now())`);
    await db.execute(sql`create table logins (member_id varchar(36) not null, type varchar(32) not null,
      provider varchar(64) not null, subject varchar(255) not null, refresh_token text, access_token text,
      expires_at int, token_type varchar(32), scope text, id_token text, session_state text,
      preferred_username varchar(255), primary key (provider, subject))`);
    await db.execute(sql`create table visits (token varchar(255) primary key, member_id varchar(36) not null,
      expires timestamp not null, device varchar(64))`);
  });

  it('returns and accepts columns that the basic tables do not have, on every table', async () => {
    const adapter = backend().adapter({ tables });
    const user = await adapter.createUser({
      ...newUser(),
      role: 'admin',
      plan: 'gold',
      joined: new Date(5),
    } as never);
    expect(user).toMatchObject({ role: 'admin', plan: 'gold', joined: new Date(5), revision: 0 });
    expect(user).not.toHaveProperty('createdAt');
    expect(await adapter.getUser(user.id)).toEqual(user);
    const promoted = await adapter.updateUser({ id: user.id, role: 'owner' } as never);
    expect(promoted).toEqual({ ...user, role: 'owner', revision: expect.any(Number) });

    const given = { ...newAccount(user.id), preferred_username: 'ada' };
    const account = await adapter.linkAccount(given as never);
    expect(account).toMatchObject(given);
    expect(await adapter.getAccount(given.providerAccountId, given.provider)).toEqual(account);

    const expires = new Date('2030-01-01T00:00:00Z');
    const session = { sessionToken: unique('visit'), userId: user.id, expires, device: 'phone' };
    expect(await adapter.createSession(session as never)).toEqual(session);
    await adapter.updateSession({ sessionToken: session.sessionToken, device: 'tablet' } as never);
    expect((await adapter.getSessionAndUser(session.sessionToken))?.session).toEqual({
      ...session,
      device: 'tablet',
    });
  });

  it('asks for the defaults of Drizzle for each row and each update anew', async () => {
    const adapter = backend().adapter({ tables });
    const first = await adapter.createUser(newUser());
    const second = await adapter.createUser(newUser());
    expect([first, second]).toMatchObject([{ number: rows - 1 }, { number: rows }]);
    expect(first.id).not.toBe(second.id);
    expect(await adapter.updateUser({ ...first, name: 'Ada King' })).toMatchObject({ revision: 0 });
    const revisions: number[] = [];
    for (const name of ['Ada', 'Grace', 'Eve']) {
      const updated = await adapter.updateUser({ id: first.id, name });
      revisions.push((updated as unknown as { revision: number }).revision);
    }
    expect(revisions).toEqual([...new Set(revisions)].sort((one, other) => one - other));
  });

  it('reads back what only the database can fill in, with a second statement', async () => {
    const adapter = backend().adapter({ tables });
    await adapter.createUser(newUser());
    const defaults = { role: 'user', plan: 'free' };
    for (const given of [{}, { plan: 'gold' }, { role: 'admin' }]) {
      const sent = await backend().statementsOf(async () => {
        const created = await adapter.createUser({ ...newUser(), ...given } as never);
        expect(created).toMatchObject({ ...defaults, ...given });
      });
      expect(sent.map((statement) => statement.split(' ')[0])).toEqual(['insert', 'select']);
    }
    const emailVerified = new Date('2026-01-31');
    const whole = { ...newUser({ emailVerified }), plan: 'gold', role: 'admin' };
    expect(await backend().statementsOf(() => adapter.createUser(whole as never))).toHaveLength(1);
  });

  it('reads back what the database rewrites', async () => {
    const adapter = backend().adapter({ tables });
    const user = await adapter.createUser({
      ...newUser(),
      plan: 'gold',
      role: 'admin',
      credit: '1.5',
    } as never);
    expect(user).toMatchObject({ credit: '1.50' });
  });

  it('returns a date as the column keeps it, cut to its precision', async () => {
    const adapter = backend().adapter({ tables });
    const { id: userId } = await adapter.createUser(
      newUser({ emailVerified: new Date('2026-01-31T12:34:56.789Z') }),
    );
    expect(await adapter.getUser(userId)).toMatchObject({
      emailVerified: new Date('2026-01-31T12:34:56.789Z'),
    });
    const sessionToken = unique('visit');
    const expires = new Date('2030-01-01T00:00:00.999Z');
    const session = await adapter.createSession({ sessionToken, userId, expires });
    expect(session.expires).toEqual(new Date('2030-01-01T00:00:00Z'));
    expect((await adapter.getSessionAndUser(sessionToken))?.session).toMatchObject({
      expires: session.expires,
    });
  });

  it('links an account with one statement where the table declares the unique index', async () => {
    const adapter = backend().adapter({ tables });
    const user = await adapter.createUser(newUser());
    const account = newAccount(user.id);
    const sent = await backend().statementsOf(() => adapter.linkAccount(account));
    expect(sent.map((statement) => statement.split(' ')[0])).toEqual(['insert']);

    expect(await adapter.linkAccount(account)).toMatchObject(account);
    const other = await adapter.createUser(newUser());
    const taken = adapter.linkAccount({ ...account, userId: other.id });
    await expect(taken).rejects.toMatchObject({ code: 'ACCOUNT_ALREADY_LINKED', table: 'logins' });
  });

  it('deletes a user from tables of other names', async () => {
    const adapter = backend().adapter({ tables });
    const user = await adapter.createUser(newUser());
    await adapter.linkAccount(newAccount(user.id));
    await adapter.createSession({ sessionToken: unique('visit'), userId: user.id, expires: inAnHour() });
    await adapter.deleteUser(user.id);
    for (const [table, key] of [
      [users, 'id'],
      [accounts, 'userId'],
      [sessions, 'userId'],
    ] as const) {
      const column = (table as unknown as Record<string, unknown>)[key];
      const [rows] = await backend().db.execute(
        sql`select count(*) as n from ${table} where ${column} = ${user.id}`,
      );
      expect(rows, getTableName(table)).toEqual([{ n: 0 }]);
    }
  });
}
