import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  decimal,
  double,
  json,
  mysqlEnum,
  mysqlTable,
  time,
  timestamp,
  year,
} from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type PoolOptions } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createTables as tablesWith, userColumns, userIndexes } from '../../src/schema/index.ts';
import type { Adapter } from '../backends/backend.ts';
import { createTables } from '../backends/backend.ts';
import { inAnHour, newAccount, newUser, unique } from '../support/rows/samples.ts';
import { harsh, nameOf, settings } from './pool-options.ts';

const SNOWFLAKE = 175_928_847_299_117_063n;

/** Columns whose values drivers give in more than one form, for every table. */
const own = () => ({
  snow: bigint('snow', { mode: 'bigint', unsigned: true }),
  data: json('data'),
  credit: decimal('credit', { precision: 20, scale: 4 }),
});
const given = {
  snow: SNOWFLAKE,
  data: { a: [1, 'x', null], quoted: `"'\\`, day: '2026-01-31', deep: { none: null } },
  credit: '1234567890123.4567',
};
const ownSql = 'add snow bigint unsigned, add data json, add credit decimal(20, 4)';

/** More of them, for users. */
const others = {
  whole: decimal('whole', { precision: 20, scale: 0, mode: 'bigint' }),
  price: decimal('price', { precision: 10, scale: 2, mode: 'number' }),
  counted: bigint('counted', { mode: 'number' }),
  born: date('born'),
  bornText: date('born_text', { mode: 'string' }),
  alarm: time('alarm'),
  made: year('made'),
  since: timestamp('since', { mode: 'string', fsp: 3 }),
  isStaff: boolean('is_staff'),
  role: mysqlEnum('role', ['user', 'admin']),
  score: double('score'),
  words: json('words'),
};
const otherValues = {
  whole: 12_345_678_901_234_567_890n,
  price: 12.5,
  counted: Number.MAX_SAFE_INTEGER,
  born: new Date('1980-11-11'),
  bornText: '1980-11-11',
  alarm: '07:30:00',
  made: 2024,
  since: '2024-06-01 12:00:00.123',
  isStaff: true,
  role: 'admin',
  score: 0.1,
  words: 'text that is "JSON", and 1',
};
const otherSql = `add whole decimal(20), add price decimal(10, 2), add counted bigint, add born date, add born_text date,
  add alarm time, add made year, add since timestamp(3) null, add is_staff boolean,
  add role enum('user', 'admin'), add score double, add words json`;

const tables = tablesWith({
  extend: {
    users: { ...own(), ...others },
    accounts: own(),
    sessions: own(),
    verificationTokens: own(),
  },
});

const additions = `${['users', 'accounts', 'sessions', 'verification_tokens']
  .map((table) => `alter table ${table} ${ownSql};`)
  .join('\n')} alter table users ${otherSql};`;

describe.each(Object.entries(inject('servers')))('columns of your own on %s', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, { additions });
  });
  afterAll(() => database.drop());

  /** Reads a whole row of users as text, in which nothing can be rounded. */
  async function rowOf(id: string) {
    const db = drizzle({ client: createPool({ uri: database.url, connectionLimit: 1 }) });
    const names = Object.keys({ ...own(), ...others }).map((key) => tables.users[key as 'snow'].name);
    const texts = names.map((name) => sql`cast(${sql.identifier(name)} as char)`);
    const [rows] = await db.execute(sql`select concat_ws('|', ${sql.join(texts, sql`, `)}) as text from users
      where id = ${id}`);
    await db.$client.end();
    return rows;
  }

  async function expectSameValues(adapter: Adapter) {
    const user = await adapter.createUser({ ...newUser(), ...given, ...otherValues } as never);
    expect(user).toMatchObject({ ...given, ...otherValues });
    expect(await adapter.getUser(user.id)).toEqual(user);
    const before = await rowOf(user.id);
    expect(await adapter.updateUser({ ...user, name: 'Ada King' })).toEqual({ ...user, name: 'Ada King' });
    expect(await rowOf(user.id)).toEqual(before);

    const account = { ...newAccount(user.id), ...given };
    expect(await adapter.linkAccount(account as never)).toMatchObject(given);
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toMatchObject(given);
    expect(await adapter.getUserByAccount(account)).toMatchObject({ ...given, ...otherValues });

    const session = { sessionToken: unique('session'), userId: user.id, expires: inAnHour(), ...given };
    expect(await adapter.createSession(session as never)).toEqual(session);
    const read = await adapter.getSessionAndUser(session.sessionToken);
    expect(read).toMatchObject({ session: given, user: { ...given, ...otherValues } });
    await adapter.updateSession({
      ...(read?.session as typeof session),
      data: [SNOWFLAKE.toString()],
    } as never);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toMatchObject({
      session: { ...given, data: [SNOWFLAKE.toString()] },
    });

    const rewritten = {
      ...session,
      sessionToken: unique('session'),
      data: { at: new Date(0), none: undefined },
    };
    const created = await adapter.createSession(rewritten as never);
    expect((await adapter.getSessionAndUser(rewritten.sessionToken))?.session).toStrictEqual(created);

    const token = { identifier: unique('ada'), token: unique('token'), expires: inAnHour(), ...given };
    expect(await adapter.createVerificationToken(token as never)).toEqual(token);
    expect(await adapter.useVerificationToken(token)).toEqual(token);
  }

  it('that do not hold JSON, as MariaDB fills them, keep nobody out', async () => {
    const pool = createPool({ uri: database.url, jsonStrings: true });
    onTestFinished(() => pool.end());
    const users = mysqlTable('texts', { ...userColumns(), data: json('data').notNull() }, userIndexes);
    await pool.query('create table texts like users');
    await pool.query('alter table texts drop data, add data longtext not null');
    const adapter = MySqlAdapter(pool, { tables: { ...tables, users } });
    const { id } = await adapter.createUser({ ...newUser(), data: { theme: 'dark' } } as never);
    for (const text of ['', 'dark', '{"theme"']) {
      await pool.query('update texts set data = ?', [text]);
      expect(await adapter.getUser(id)).toMatchObject({ id, data: text });
    }
  });

  it('that cannot be read keep nobody from being deleted', async () => {
    const pool = createPool(database.url);
    onTestFinished(() => pool.end());
    const secret = customType<{ data: string }>({
      dataType: () => 'varchar(255)',
      fromDriver: () => {
        throw new Error('Expected the key of a year ago.');
      },
    });
    const users = mysqlTable('users', { ...userColumns(), made: secret('made') }, userIndexes);
    const { id } = await MySqlAdapter(pool, { tables }).createUser(newUser({ made: 2024 } as never));
    const adapter = MySqlAdapter(pool, { tables: { ...tables, users } });
    await expect(adapter.getUser(id)).rejects.toThrow();
    await adapter.deleteUser(id);
    expect(await MySqlAdapter(pool).getUser(id)).toBeNull();
  });

  const all: (readonly [string, PoolOptions])[] = [...settings, ...harsh].map((each) => [nameOf(each), each]);

  it.each(all)('have the same values for a pool with %s, of mysql2 and in Drizzle', async (_, options) => {
    const pool = createPool({ uri: database.url, ...options });
    onTestFinished(() => pool.end());
    await expectSameValues(MySqlAdapter(pool, { tables }));
    await expectSameValues(MySqlAdapterOnDatabase(drizzle({ client: pool }), { tables }));
  });
});
