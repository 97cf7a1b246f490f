import {
  bigint,
  customType,
  datetime,
  type MySqlColumnBuilder,
  mysqlTable,
  timestamp,
  varchar,
} from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { pgTable, text as pgText, timestamp as pgTimestamp } from 'drizzle-orm/pg-core';
import { createPool } from 'mysql2/promise';
import { afterAll, expect, it } from 'vitest';
import { type AdapterTables, type DrizzleAdapterTables, MySqlAdapter } from '../../../src/index.ts';
import * as schema from '../../../src/schema/index.ts';

// Never connected: tables are checked when the adapter is made.
const pool = createPool('mysql://root@127.0.0.1:1');
afterAll(() => pool.end());
const adapterOn = (tables: unknown) =>
  MySqlAdapter(drizzle({ client: pool }), { tables: tables as AdapterTables });

const binaryId = customType<{ data: string; driverData: Buffer }>({ dataType: () => 'binary(16)' });
const dateAsText = customType<{ data: string }>({ dataType: () => 'datetime(3)' });
const name = varchar('name', { length: 255 });
const email = varchar('email', { length: 255 });
const image = varchar('image', { length: 255 });
const emailVerified = timestamp('email_verified');
const sessionToken = varchar('session_token', { length: 255 }).primaryKey();
const userId = varchar('user_id', { length: 12 });

it('takes the tables of the package', () => {
  expect(() => adapterOn(schema)).not.toThrow();
  expect(() => adapterOn({ ...schema })).not.toThrow();
});

it('takes text and dates under a word of their own, as long as they are stored as they are given', () => {
  const binaryText = customType<{ data: string }>({ dataType: () => 'varchar(12) collate utf8mb4_bin' });
  const ownDate = customType<{ data: Date; driverData: string }>({
    dataType: () => 'datetime(3)',
    toDriver: (date) => date.toISOString().slice(0, 23).replace('T', ' '),
    fromDriver: (text) => new Date(`${text.replace(' ', 'T')}Z`),
  });
  const users = mysqlTable('u', { id: binaryText('id').primaryKey(), name, email, emailVerified, image });
  const sessions = mysqlTable('s', { sessionToken, userId, expires: ownDate('expires') });
  expect(() => adapterOn({ ...schema, users, sessions })).not.toThrow();

  const prefixed = customType<{ data: string }>({
    dataType: () => 'varchar(16)',
    toDriver: (id) => `usr_${id}`,
  });
  const shortened = customType<{ data: string }>({
    dataType: () => 'varchar(36)',
    toDriver: (id) => id.replaceAll('-', ''),
  });
  const readWithPrefix = customType<{ data: string; driverData: string }>({
    dataType: () => 'varchar(36)',
    fromDriver: (id) => `usr_${id}`,
  });
  for (const id of [prefixed('id'), shortened('id'), readWithPrefix('id')]) {
    const rewritten = mysqlTable('u', { id, name, email, emailVerified, image });
    expect(() => adapterOn({ ...schema, users: rewritten })).toThrow('tables.users.id');
  }
});

it.each([
  [
    'an id that the database counts up',
    {
      users: mysqlTable('u', {
        id: bigint('id', { mode: 'number' }).autoincrement(),
        name,
        email,
        emailVerified,
        image,
      }),
    },
    'Expected `tables.users.id` to be a text column, such as varchar, got bigint with values of type number.',
  ],
  [
    'an id of bytes',
    { users: mysqlTable('u', { id: binaryId('id'), name, email, emailVerified, image }) },
    'Expected `tables.users.id` to be a text column, such as varchar, got binary(16) with values of type custom.',
  ],
  [
    'dates as text',
    { sessions: mysqlTable('s', { sessionToken, userId, expires: datetime('expires', { mode: 'string' }) }) },
    "Expected `tables.sessions.expires` to be a date column with mode 'date', got datetime with values of type string.",
  ],
  [
    'dates of a type that reads them as text',
    { sessions: mysqlTable('s', { sessionToken, userId, expires: dateAsText('expires') }) },
    "Expected `tables.sessions.expires` to be a date column with mode 'date', got datetime(3) with values of type custom.",
  ],
  [
    'a table without a column',
    { sessions: mysqlTable('s', { sessionToken, userId }) },
    "Expected `tables.sessions.expires` to be a date column with mode 'date', got none.",
  ],
  [
    'a table without a column that it would lose values for',
    { users: mysqlTable('u', { id: userId, name, email, emailVerified }) },
    'Expected `tables.users.image` to be a column, got none.',
  ],
  [
    'no table at all',
    { verificationTokens: undefined },
    'Expected `tables.verificationTokens` to be a Drizzle MySQL table, got undefined.',
  ],
  [
    'what is no table',
    { authenticators: {} },
    'Expected `tables.authenticators` to be a Drizzle MySQL table, got an object.',
  ],
  [
    'the table of another database',
    { sessions: pgTable('sessions', { sessionToken: pgText(), userId: pgText(), expires: pgTimestamp() }) },
    'Expected `tables.sessions` to be a Drizzle MySQL table, got an instance of PgTable.',
  ],
])('refuses %s', (_case, tables, message) => {
  const error = expect.objectContaining({ code: 'INVALID_ARGUMENT', message });
  expect(() => adapterOn({ ...schema, ...tables })).toThrow(error);
});

const { users, accounts } = schema;
const wrong = mysqlTable('s', { sessionToken, userId });
it.each([
  [
    'the users',
    { accountsTable: accounts },
    'Expected `usersTable` to be a Drizzle MySQL table, got undefined.',
  ],
  [
    'the accounts',
    { usersTable: users },
    'Expected `accountsTable` to be a Drizzle MySQL table, got undefined.',
  ],
  [
    'a column',
    { usersTable: users, accountsTable: accounts, sessionsTable: wrong },
    "Expected `sessionsTable.expires` to be a date column with mode 'date', got none.",
  ],
])('refuses tables by the names of Auth.js’s own adapter that lack %s', (_what, tables, message) => {
  const make = () => MySqlAdapter(drizzle({ client: pool }), tables as unknown as DrizzleAdapterTables);
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', message }));
});

it('refuses tables by both names', () => {
  const make = () =>
    MySqlAdapter(drizzle({ client: pool }), { tables: schema, usersTable: users, accountsTable: accounts });
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

it('refuses tables by those names that are all undefined, instead of taking others', () => {
  const names = { usersTable: undefined, accountsTable: undefined, sessionsTable: undefined };
  const make = () => MySqlAdapter(drizzle({ client: pool }), names as unknown as DrizzleAdapterTables);
  expect(make).toThrow('Expected `usersTable` to be a Drizzle MySQL table, got undefined.');
  expect(() => MySqlAdapter(drizzle({ client: pool }), { tables: schema, ...names } as object)).not.toThrow();
});

it('refuses null for the tables', () => {
  expect(() => adapterOn(null)).toThrow('Expected `tables.users` to be a Drizzle MySQL table');
});

const columnsOf: Readonly<Record<string, () => ColumnBuilders>> = {
  users: schema.userColumns,
  accounts: schema.accountColumns,
  sessions: schema.sessionColumns,
  verificationTokens: schema.verificationTokenColumns,
  authenticators: schema.authenticatorColumns,
};
type ColumnBuilders = Record<string, MySqlColumnBuilder>;

const replaced = (table: string, key: string) => {
  const column = customType<{ data: unknown }>({ dataType: () => 'json' })('replaced');
  const made = mysqlTable('replaced', { ...columnsOf[table]?.(), [key]: column });
  return adapterOn({ ...schema, [table]: made });
};

it('refuses every column that is compared and is neither text nor a date, and no other', () => {
  const compared: Readonly<Record<string, readonly string[]>> = {
    users: ['id', 'email', 'emailVerified'],
    accounts: ['userId', 'provider', 'providerAccountId'],
    sessions: ['userId', 'expires', 'sessionToken'],
    verificationTokens: ['identifier', 'token', 'expires'],
    authenticators: ['credentialID', 'userId'],
  };
  for (const [table, columns] of Object.entries(columnsOf)) {
    const refused = Object.keys(columns()).filter((key) => {
      try {
        replaced(table, key);
        return false;
      } catch (error) {
        expect(error).toMatchObject({ message: expect.stringContaining(`\`tables.${table}.${key}\``) });
        return true;
      }
    });
    expect([table, refused]).toEqual([table, compared[table]]);
  }
});
