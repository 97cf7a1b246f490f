import { mysqlTable, timestamp } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { userById } from '../../../src/account.ts';
import { checkForeignKeys } from '../../../src/command/check/foreign-keys.ts';
import { readGivenTables } from '../../../src/command/check/given-tables.ts';
import { MySqlAdapter } from '../../../src/mysql2.ts';
import { sessionColumns } from '../../../src/schema/index.ts';
import * as production from '../../../src/schema/production.ts';
import { rowsOf, servers } from '../../support/databases/new-database.ts';
import { findIn, inShort, productionDatabase, SLOW, statementsOf } from './checking.ts';

const HOUR = 60 * 60 * 1000;

/** Opens an adapter whose pool begins each connection with a statement. */
function adapterOn(url: string, session?: string) {
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  if (session) pool.pool.on('connection', (connection) => connection.query(session));
  return MySqlAdapter(pool, { tables: production });
}

/** Signs somebody in twice. */
async function signIn(url: string, session?: string) {
  const adapter = adapterOn(url, session);
  const user = await adapter.createUser({
    id: '',
    email: 'ada@example.com',
    emailVerified: new Date('2026-01-31'),
  });
  const start = (sessionToken: string, inHours: number) =>
    adapter.createSession({
      sessionToken,
      userId: user.id,
      expires: new Date(Date.now() + inHours * HOUR),
    });
  await start('one', 4);
  await start('two', 4);
  return { adapter, user, start };
}

/** Runs the statements that are shown. */
async function mend(url: string): Promise<void> {
  for (const statement of statementsOf(await findIn(url))) await runSql(url, statement);
}

describe.each(servers)('the statements that check shows, on %s', (server) => {
  it.each([
    ['is missing', 'alter table sessions drop column id'],
    [
      'is missing, beside another primary key',
      'alter table sessions drop column id, add primary key (session_token)',
    ],
    [
      'is 0 in all rows',
      'alter table sessions drop column id; alter table sessions add column id bigint not null',
    ],
    ['has a key that is not unique', 'alter table sessions drop primary key, add key (id)'],
  ])('give each row an id of its own, where it %s', SLOW, async (_name, sql) => {
    const url = await productionDatabase(server);
    const { adapter, user, start } = await signIn(url);
    await runSql(url, sql);
    const found = inShort(await findIn(url));
    expect(found).toContainEqual(
      expect.stringMatching(/^(column-missing|id-not-counted|unique-key-missing) sessions id$/),
    );
    await mend(url);
    expect(await findIn(url)).toEqual([]);
    await start('three', 4);
    const account = await userById(adapter, user.id);
    const sessions = (await account?.listSessions()) ?? [];
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(3);
    expect(sessions.map(({ id }) => id)).not.toContain('0');
    await account?.revokeSession(sessions[0]?.id ?? '');
    expect(await account?.listSessions()).toHaveLength(2);
  });

  it('add dates to rows that are there', SLOW, async () => {
    const url = await productionDatabase(server);
    const { adapter } = await signIn(url);
    await runSql(
      url,
      'alter table users drop column created_at; alter table sessions drop column updated_at, drop column expires',
    );
    await mend(url);
    expect(await findIn(url)).toEqual([]);
    const [row] = await rowsOf<{ age: number }>(
      url,
      'select abs(timestampdiff(second, created_at, utc_timestamp())) as age from users',
    );
    expect(row?.age).toBeLessThan(HOUR / 1000);
    // Nobody knows when it ends, so that it has.
    expect(await adapter.getSessionAndUser('one')).toBeNull();
  });

  it('say that texts of rows that are there are empty then', SLOW, async () => {
    const url = await productionDatabase(server);
    await signIn(url);
    await runSql(url, 'alter table accounts drop column type');
    const [finding] = await findIn(url);
    expect(finding).toMatchObject({ code: 'column-missing', fix: expect.stringContaining('empty value') });
    await mend(url);
    expect(await findIn(url)).toEqual([]);
  });

  it.each([
    ['', 'timestamp(6) not null'],
    [
      ', which also changes by itself',
      'timestamp not null default current_timestamp on update current_timestamp',
    ],
  ])(
    'open no session that has ended, and end none, where a date is TIMESTAMP%s',
    SLOW,
    async (_name, type) => {
      const url = await productionDatabase(server);
      const zone = "set time_zone = '-08:00'";
      await runSql(url, `${zone}; alter table sessions modify expires ${type}`);
      const { adapter, start } = await signIn(url, zone);
      await start('over', -4);
      const findings = await findIn(url, { session: zone });
      expect(findings.map(({ code }) => code)).toContain('time-zone-not-utc');
      for (const { fix } of findings) {
        expect(fix).not.toMatch(/SET (PERSIST |GLOBAL )?time_zone/);
        expect(fix).toContain("on a connection with the time zone that your site's pool has");
      }
      const statements = statementsOf(findings);
      expect(statements.length).toBeGreaterThan(0);
      expect(new Set(statements).size).toBe(1);
      for (const statement of statements) await runSql(url, `${zone}; ${statement}`);
      expect(await findIn(url, { session: zone })).toEqual([]);
      for (const each of [adapter, adapterOn(url)]) {
        expect(await each.getSessionAndUser('over')).toBeNull();
        expect(await each.getSessionAndUser('one')).not.toBeNull();
      }
    },
  );

  it.each([
    ['there', ''],
    ['missing', 'alter table sessions drop column expires'],
  ])(
    'leave no ON UPDATE where the server adds it by itself, on a TIMESTAMP that is %s',
    SLOW,
    async (_name, more) => {
      const url = await productionDatabase(server);
      await signIn(url);
      const session = 'set explicit_defaults_for_timestamp = 0';
      await runSql(url, `${session}; alter table sessions modify expires timestamp(6) not null; ${more}`);
      const expires = timestamp('expires', { fsp: 6 }).notNull();
      const sessions = mysqlTable('sessions', { ...sessionColumns(), expires });
      const given = { session, tables: { ...production, sessions }, tablesName: './schema.js' };
      const ofDates = async () =>
        (await findIn(url, given)).filter(({ code }) => /^(date-|column-)/.test(code));
      const findings = await ofDates();
      expect(findings).toHaveLength(1);
      const statements = findings[0]?.fix.match(/\b(SET|ALTER|UPDATE) [^;]*;/g) ?? [];
      await runSql(url, `${session}; ${statements.join(' ')}`);
      expect(await ofDates()).toEqual([]);
      const columns = await rowsOf<object>(url, "show full columns from sessions where field = 'expires'");
      expect(columns).toEqual([
        expect.objectContaining({ Type: 'timestamp(6)', Null: 'NO', Default: null, Extra: '' }),
      ]);
    },
  );

  it('drop each foreign key from the table that declares it, once', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(
      url,
      `alter table users add unique key pair (id, email);
        create table notes (author varchar(12), address varchar(255),
          constraint of_one foreign key (author) references users (id),
          constraint of_two foreign key (author, address) references users (id, email))`,
    );
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const db = drizzle({ client: pool });
    const tables = await readGivenTables(db, production);
    // The server is none, but its catalog says the same.
    const findings = checkForeignKeys({ tables, server: { isVitess: true } });
    expect(findings.map(({ table, count }) => [table, count])).toEqual([['users', 2]]);
    const statements = statementsOf(findings);
    expect(statements).toHaveLength(2);
    for (const statement of statements) await runSql(url, statement);
    expect(
      checkForeignKeys({ tables: await readGivenTables(db, production), server: { isVitess: true } }),
    ).toEqual([]);
  });
});
