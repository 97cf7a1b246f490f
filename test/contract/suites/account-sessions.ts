import { type SQL, sql } from 'drizzle-orm';
import { bigint, datetime, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import { userById } from '../../../src/account.ts';
import type { AdapterTables } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { openPage, whoHas } from '../../support/calls/account-page.ts';
import { anHourAgo, inAnHour, signIn, unique } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';

/** Sessions with columns of the site's own. */
const devices = mysqlTable('device_sessions', {
  id: bigint('id', { mode: 'number' }).autoincrement().primaryKey(),
  userId: varchar('user_id', { length: 12 }).notNull(),
  sessionToken: varchar('session_token', { length: 255 }).notNull(),
  expires: datetime('expires', { fsp: 6 }).notNull(),
  userAgent: varchar('user_agent', { length: 255 }),
  ipAddress: varchar('ip_address', { length: 64 }),
  createdAt: datetime('created_at').notNull(),
  updatedAt: datetime('updated_at').notNull(),
});

/** Sessions without an id, without times and without a key, as other adapters leave them. */
const bare = mysqlTable('bare_sessions', {
  userId: varchar('user_id', { length: 12 }).notNull(),
  sessionToken: varchar('session_token', { length: 255 }).notNull(),
  expires: datetime('expires', { fsp: 6 }).notNull(),
});

const ddl: readonly SQL[] = [
  sql`create table device_sessions (id bigint auto_increment primary key, user_id varchar(12) not null,
    session_token varchar(255) not null, expires datetime(6) not null, user_agent varchar(255), ip_address varchar(64),
    created_at datetime not null, updated_at datetime not null, key user_id (user_id), unique key token (session_token))`,
  sql`create table bare_sessions (user_id varchar(12) not null, session_token varchar(255) not null,
    expires datetime(6) not null, key user_id (user_id), key token (session_token))`,
];

/** The sessions of an account: a list, and their end. */
export function accountSessionsContract(backend: () => OpenBackend, tables: AdapterTables = basic): void {
  beforeAll(async () => {
    for (const each of ddl) await backend().db.execute(each);
  });

  it('are listed while they last, the newest first, by one statement', async () => {
    const start = Math.floor(Date.now() / 1000) * 1000;
    const { adapter, user, me } = await openPage(backend(), tables);
    const second = await signIn(adapter, user.id);
    await signIn(adapter, user.id, anHourAgo());
    await signIn(adapter);
    let listed: Awaited<ReturnType<typeof me.listSessions>> = [];
    const sent = await backend().statementsOf(async () => {
      listed = await me.listSessions();
    });
    expect(sent.map(verbAndTable)).toEqual(['select sessions']);
    const times = { createdAt: expect.any(Date), updatedAt: expect.any(Date) };
    expect(listed).toEqual([
      { id: expect.stringMatching(/^\d+$/), isCurrent: false, expires: second.expires, ...times },
      { id: me.session.id, isCurrent: true, expires: me.session.expires, ...times },
    ]);
    for (const { createdAt } of listed) {
      expect(Number(createdAt)).toBeGreaterThanOrEqual(start);
      expect(Number(createdAt)).toBeLessThanOrEqual(Date.now());
    }
    const seenByOthers = await (await userById(adapter, user.id))?.listSessions();
    expect(seenByOthers).toEqual(listed.map((each) => ({ ...each, isCurrent: false })));
  });

  it('are listed in the order of the sign-ins, whatever their ids are', async () => {
    let now = new Date();
    const { adapter, user, me } = await openPage(backend(), tables, {}, { now: () => now });
    now = new Date(Number(now) - 60_000);
    await signIn(adapter, user.id);
    now = new Date(Number(now) + 120_000);
    await signIn(adapter, user.id);
    const times = (await me.listSessions()).map(({ createdAt }) => Number(createdAt));
    expect(times).toEqual([...times].sort((one, other) => other - one));
    expect(new Set(times).size).toBe(3);
  });

  it('end by the id that was listed, all but the current one, or all', async () => {
    const { adapter, user, me, again } = await openPage(backend(), tables);
    const [phone, tablet, old] = [
      await signIn(adapter, user.id),
      await signIn(adapter, user.id),
      await signIn(adapter, user.id, anHourAgo()),
    ];
    const stranger = await signIn(adapter);
    const phoneId = (await whoHas(adapter, phone.sessionToken))?.session.id ?? '';
    expect([await me.revokeSession(phoneId), await me.revokeSession(phoneId)]).toEqual([true, false]);
    expect(await whoHas(adapter, phone.sessionToken)).toBeNull();
    expect(await whoHas(adapter, tablet.sessionToken)).not.toBeNull();
    expect([await me.revokeOtherSessions(), await me.revokeOtherSessions()]).toEqual([2, 0]);
    for (const { sessionToken } of [tablet, old]) expect(await whoHas(adapter, sessionToken)).toBeNull();
    expect(await again()).not.toBeNull();
    expect([await me.revokeSessions(), await me.revokeSessions(), await again()]).toEqual([1, 0, null]);
    expect(await whoHas(adapter, stranger.sessionToken)).not.toBeNull();
  });

  it('do not end by text that a database might take for their id', async () => {
    const { me, again } = await openPage(backend(), tables);
    const { id } = me.session;
    const texts = [
      `${id} or 1=1`,
      `0${id}`,
      `+${id}`,
      ` ${id}`,
      `${id} `,
      `${id}.0`,
      `${id}e0`,
      `${id}\0`,
      `0x${Number(id).toString(16)}`,
      `-${id}`,
      '9'.repeat(20),
      '9'.repeat(400),
      '18446744073709551616',
      'true',
      '',
      '%',
      "' or '1'='1",
    ];
    for (const text of texts) expect(await me.revokeSession(text), text).toBe(false);
    for (const value of [Number(id), BigInt(id), true, null, undefined, [id], { id }, { toString: () => id }])
      await expect(me.revokeSession(value as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await again()).not.toBeNull();
  });

  it('are shown with columns of the site’s own, but for private ones', async () => {
    const withDevices = { ...tables, sessions: devices };
    const adapter = backend().adapter({
      tables: withDevices,
      privateColumns: { sessions: ['ipAddress', 'sessionToken'] },
      newSessionValues: () => ({ userAgent: 'Firefox', ipAddress: '192.0.2.0' }),
    });
    const { id } = await openPage(backend(), tables).then(({ user }) => user);
    const { sessionToken } = await signIn(adapter, id);
    const me = await whoHas(adapter, sessionToken);
    expect(await me?.listSessions()).toEqual([
      {
        id: me?.session.id,
        isCurrent: true,
        expires: me?.session.expires,
        createdAt: expect.any(Date),
        updatedAt: expect.any(Date),
        userAgent: 'Firefox',
      },
    ]);
  });

  it('have ids that do not tell the token, where the table counts up none, and are never fresh without times', async () => {
    const withBare = { ...tables, sessions: bare };
    const { adapter, user, sessionToken, me, again } = await openPage(backend(), withBare, {
      freshAgeSeconds: Number.POSITIVE_INFINITY,
    });
    const other = await signIn(adapter, user.id, new Date(Number(inAnHour()) - 60_000));
    const listed = await me.listSessions();
    const hash = async (token: string) =>
      Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)))
        .toString('base64url')
        .slice(0, 22);
    const common = { expires: expect.any(Date), createdAt: null, updatedAt: null };
    expect(listed).toHaveLength(2);
    expect(listed).toContainEqual({ id: await hash(sessionToken), isCurrent: true, ...common });
    expect(listed).toContainEqual({ id: await hash(other.sessionToken), isCurrent: false, ...common });
    expect(me.session).toMatchObject({ id: await hash(sessionToken), isFresh: false });
    await expect(me.deleteUser()).rejects.toMatchObject({ code: 'SESSION_NOT_FRESH' });
    const stranger = await openPage(backend(), withBare);
    for (const id of [other.sessionToken, '1', stranger.me.session.id])
      expect(await me.revokeSession(id)).toBe(false);
    expect(await me.revokeSession(await hash(other.sessionToken))).toBe(true);
    expect(await me.listSessions()).toHaveLength(1);
    expect([await again(), await stranger.again()]).not.toContain(null);
  });

  it('end but for the current one, byte for byte', async () => {
    const withBare = { ...tables, sessions: bare };
    const { adapter, user } = await openPage(backend(), withBare);
    const token = unique('Token');
    const tokens = [token, token.toLowerCase(), token.toUpperCase(), `${token} `, `${token}\u0301`];
    for (const sessionToken of tokens)
      await adapter.createSession({ sessionToken, userId: user.id, expires: inAnHour() });
    const me = await whoHas(adapter, token);
    expect(await me?.revokeOtherSessions()).toBe(tokens.length);
    expect(await whoHas(adapter, token)).not.toBeNull();
    for (const each of tokens.slice(1)) expect(await whoHas(adapter, each)).toBeNull();
  });
}
