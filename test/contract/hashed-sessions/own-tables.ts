import { getTableName, type SQL, sql } from 'drizzle-orm';
import { bigint, datetime, mysqlTable, timestamp, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdapterTables } from '../../../src/index.ts';
import { MySqlAdapterError } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import { whoHas } from '../../support/calls/account-page.ts';
import { inAnHour, newUser, unique } from '../../support/rows/samples.ts';
import { hashOf, MODES, type Site, writesHashes } from './open-site.ts';

type Table = AdapterTables['sessions'];

const userId = () => varchar('user_id', { length: 255 }).notNull();

/** As in the documentation of Auth.js. */
const keyed: Table = mysqlTable('keyed_sessions', {
  sessionToken: varchar('session_token', { length: 255 }).primaryKey(),
  userId: userId(),
  expires: timestamp('expires', { mode: 'date', fsp: 3 }).notNull(),
});

/** Dates that MySQL moves with every UPDATE, without a word in the schema. */
const stamped: Table = mysqlTable('stamped_sessions', {
  id: bigint('id', { mode: 'number' }).autoincrement().primaryKey(),
  sessionToken: varchar('session_token', { length: 255 }).notNull(),
  userId: userId(),
  expires: timestamp('expires', { fsp: 3 }).notNull(),
  createdAt: timestamp('created_at').notNull(),
  device: varchar('device', { length: 32 }),
});

/** The same, in a schema that takes the column for another type. */
const unknowing: Table = mysqlTable('unknowing_sessions', {
  sessionToken: varchar('session_token', { length: 255 }).notNull(),
  userId: userId(),
  expires: datetime('expires', { fsp: 3 }).notNull(),
});

/** In another order, with a column of the site's own, and a token that has just the room. */
const renamed: Table = mysqlTable('site_logins', {
  until: datetime('until', { fsp: 3 }),
  expires: datetime('ends', { fsp: 3 }).notNull(),
  userId: userId(),
  sessionToken: varchar('session_token', { length: 50 }).notNull(),
});

const STAMP = (digits = '') =>
  `timestamp${digits} not null default current_timestamp${digits} on update current_timestamp${digits}`;
const USER = 'user_id varchar(255) not null, key user_id (user_id)';

const own: Record<string, readonly [table: Table, columns: string]> = {
  'whose primary key is the token': [
    keyed,
    `session_token varchar(255) primary key, ${USER}, expires timestamp(3) not null default current_timestamp(3)`,
  ],
  'whose collation ignores case': [
    mysqlTable('folded_sessions', { ...basic.sessionColumns() }),
    `id bigint auto_increment primary key, ${USER}, expires datetime(6) not null, created_at datetime not null,
      updated_at datetime not null,
      session_token varchar(255) character set utf8mb4 collate utf8mb4_general_ci not null, unique key (session_token)`,
  ],
  'in latin1': [
    mysqlTable('latin1_sessions', { ...basic.sessionColumns() }),
    `id bigint auto_increment primary key, ${USER}, expires datetime(6) not null, created_at datetime not null,
      updated_at datetime not null,
      session_token varchar(255) character set latin1 not null, unique key (session_token)`,
  ],
  'whose dates change with every UPDATE': [
    stamped,
    `id bigint auto_increment primary key, session_token varchar(255) not null, ${USER}, expires ${STAMP('(3)')},
      created_at ${STAMP()}, device varchar(32), unique key (session_token)`,
  ],
  'whose end changes with every UPDATE, which Drizzle does not know': [
    unknowing,
    `session_token varchar(255) not null, ${USER}, expires ${STAMP('(3)')}, unique key (session_token)`,
  ],
  'in another order, and with just the room': [
    renamed,
    `until datetime(3), ends datetime(3) not null, ${USER}, session_token varchar(50) not null,
      unique key (session_token)`,
  ],
};

/** Tables of a site's own that hold hashes. */
export function ownTablesSuite(site: () => Site): void {
  const run = (text: string | SQL) => site().open.db.execute(text);
  beforeAll(async () => {
    for (const [table, columns] of Object.values(own))
      await run(`create table ${getTableName(table)} (${columns})`);
  });

  describe.each(Object.entries(own))('a table %s', (_name, [table]) => {
    const tables = { ...basic, sessions: table };
    const rowsOf = async (userId: string) => {
      const [rows] = await run(sql`select * from ${table} where ${table.userId} = ${userId}`);
      return rows as unknown as Record<string, unknown>[];
    };
    const token = () => unique('s').slice(0, 18);

    it.each(MODES)('serves every method with %j', async (hashSessionTokens) => {
      const adapter = site().open.adapter({ tables, hashSessionTokens });
      const { id: userId } = await adapter.createUser(newUser());
      const session = { sessionToken: token(), userId, expires: inAnHour() };
      const { sessionToken } = session;
      expect(await adapter.createSession(session)).toMatchObject(session);
      const stored = writesHashes(hashSessionTokens) ? hashOf(sessionToken) : sessionToken;
      expect((await rowsOf(userId)).map((row) => row[table.sessionToken.name])).toEqual([stored]);
      expect((await adapter.getSessionAndUser(sessionToken))?.session).toMatchObject(session);
      expect(await adapter.getSessionAndUser(sessionToken.toUpperCase())).toBeNull();
      expect(await adapter.getSessionAndUser(hashOf(sessionToken))).toBeNull();
      const expires = new Date(Number(session.expires) + 60_000);
      await adapter.updateSession({ sessionToken, expires });
      expect((await adapter.getSessionAndUser(sessionToken))?.session.expires).toEqual(expires);
      const other = { ...session, sessionToken: token() };
      await adapter.createSession(other);
      const me = await whoHas(adapter, sessionToken);
      const listed = await me?.listSessions();
      expect(listed?.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ id: me?.session.id }]);
      const otherId = listed?.find(({ isCurrent }) => !isCurrent)?.id ?? '';
      expect(await me?.revokeSession(otherId)).toBe(true);
      expect(await adapter.getSessionAndUser(other.sessionToken)).toBeNull();
      await adapter.deleteSession(sessionToken);
      expect(await rowsOf(userId)).toEqual([]);
    });

    it('keeps every date and the id of a session that is rewritten', async () => {
      const adapter = site().open.adapter({ tables });
      const { id: userId } = await adapter.createUser(newUser());
      const session = { sessionToken: token(), userId, expires: inAnHour() };
      await adapter.createSession(session);
      const { sessionToken } = session;
      const beforeId = (await whoHas(adapter, sessionToken))?.session.id;
      if (table === stamped)
        await run(
          sql`update ${table} set created_at = '2026-01-02 03:04:05', expires = expires where ${table.userId} = ${userId}`,
        );
      const [before] = await rowsOf(userId);
      const migrating = site().open.adapter({ tables, hashSessionTokens: 'migrate' });
      expect((await migrating.getSessionAndUser(sessionToken))?.session).toMatchObject(session);
      const [after] = await rowsOf(userId);
      expect(after).toEqual({
        ...before,
        [table.sessionToken.name]: hashOf(sessionToken),
        ...(before && 'updated_at' in before && { updated_at: expect.anything() }),
      });
      expect((await migrating.getSessionAndUser(sessionToken))?.session).toMatchObject(session);
      expect((await whoHas(migrating, sessionToken))?.session.id).toBe(beforeId);
    });
  });

  it('keeps the end of a session in a table whose dates change, where only a column of the site’s own does', async () => {
    const adapter = site().open.adapter({ tables: { ...basic, sessions: stamped } });
    const { id: userId } = await adapter.createUser(newUser());
    const session = { sessionToken: unique('s'), userId, expires: inAnHour() };
    await adapter.createSession(session);
    const { sessionToken } = session;
    await adapter.updateSession({ sessionToken, device: 'phone' } as never);
    const found = await adapter.getSessionAndUser(sessionToken);
    expect(found?.session).toEqual({ ...session, device: 'phone' });
  });

  it('refuses a table without the room for hashes, in every mode that may meet them', () => {
    const columns = {
      ...basic.sessionColumns(),
      sessionToken: varchar('session_token', { length: 49 }).notNull(),
    };
    const tables = { ...basic, sessions: mysqlTable('short_sessions', columns) };
    for (const hashSessionTokens of MODES) {
      const make = () => site().open.adapter({ tables, hashSessionTokens });
      if (hashSessionTokens === false) expect(make).not.toThrow();
      else {
        expect(make).toThrow(MySqlAdapterError);
        expect(make).toThrow('hold 50 characters for hashSessionTokens, got varchar(49)');
      }
    }
  });

  it('takes tables with a prefix', async () => {
    await run('create table app_sessions like sessions');
    const { sessions } = basic.createTables({ prefix: 'app_' });
    const adapter = site().open.adapter({ tables: { ...basic, sessions }, hashSessionTokens: true });
    const { id: userId } = await adapter.createUser(newUser());
    const session = { sessionToken: unique('s'), userId, expires: inAnHour() };
    await adapter.createSession(session);
    expect((await adapter.getSessionAndUser(session.sessionToken))?.session).toEqual(session);
    const [rows] = await run(sql`select session_token from app_sessions where user_id = ${userId}`);
    expect(rows).toEqual([{ session_token: hashOf(session.sessionToken) }]);
  });

  it('refuses other values of the option', () => {
    for (const value of ['write', 'true', 1, null])
      expect(() => site().open.adapter({ hashSessionTokens: value as never })).toThrow(
        '`hashSessionTokens` to be "read" or "migrate" or true or false',
      );
  });
}
