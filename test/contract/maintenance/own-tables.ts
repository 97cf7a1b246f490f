import { sql } from 'drizzle-orm';
import { bigint, datetime, mysqlTable, primaryKey, timestamp, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { countOrphans, deleteOrphans, prune } from '../../../src/maintenance.ts';
import { lowerCaseId } from '../../support/rows/samples.ts';
import { inHours, type Site } from './open-site.ts';

const text = (name: string, length = 255) => varchar(name, { length });

/** Sessions by their tokens, links by addresses and tokens, accounts by providers and ids, as other adapters have them. */
const pairs = {
  sessions: mysqlTable('pair_sessions', {
    sessionToken: text('session_token').primaryKey(),
    userId: text('user_id', 12).notNull(),
    expires: timestamp('expires', { mode: 'date' }).notNull(),
  }),
  verificationTokens: mysqlTable(
    'pair_links',
    {
      identifier: text('identifier').notNull(),
      token: text('token').notNull(),
      expires: timestamp('expires', { mode: 'date', fsp: 3 }).notNull(),
    },
    (table) => [primaryKey({ columns: [table.identifier, table.token] })],
  ),
};

/** Names and cases of a site's own, ids that JavaScript's numbers do not hold, and seconds. */
const renamed = {
  sessions: mysqlTable('Site_Sessions', {
    id: bigint('SessionId', { mode: 'bigint' }).autoincrement().primaryKey(),
    sessionToken: text('Cookie').notNull(),
    userId: text('member_id', 12).notNull(),
    expires: datetime('Ends').notNull(),
  }),
  verificationTokens: mysqlTable('Site_Links', {
    identifier: text('identifier').notNull(),
    token: text('Hash').primaryKey(),
    expires: datetime('Ends', { fsp: 3 }).notNull(),
  }),
};

const ddl = [
  `create table pair_sessions (session_token varchar(255) primary key, user_id varchar(12) not null,
    expires timestamp not null, key (user_id))`,
  `create table pair_links (identifier varchar(255) not null, token varchar(255) not null,
    expires timestamp(3) not null, primary key (identifier, token))`,
  `create table Site_Sessions (SessionId bigint auto_increment primary key, Cookie varchar(255) not null,
    member_id varchar(12) not null, Ends datetime not null, unique key (Cookie))`,
  'create table Site_Links (identifier varchar(255) not null, Hash varchar(255) primary key, Ends datetime(3) not null)',
];

const sets = { pairs, renamed };

export function ownTablesSuite(site: () => Site): void {
  beforeAll(async () => {
    for (const each of ddl) await site().open.db.execute(sql.raw(each));
  });

  it.each(['pairs', 'renamed'] as const)(
    'are cleared whatever their names, keys and dates are: %s',
    async (set) => {
      const { db } = site().open;
      const { sessions, verificationTokens } = sets[set];
      await db.delete(sessions);
      await db.delete(verificationTokens);
      const adapter = site().adapter({ tables: { ...site().tables, ...sets[set] } });
      for (const [count, hours] of [
        [7, -1],
        [3, 1],
      ] as const)
        for (let index = 0; index < count; index++) {
          const row = { expires: inHours(hours), userId: `u${index % 3}` };
          await db.insert(sessions).values({ ...row, sessionToken: `s${hours}${index}` });
          // Several of one address: a key of two columns is gone through by both.
          const link = { identifier: `${index % 2}@example.com`, token: `t${hours}${index}` };
          await db.insert(verificationTokens).values({ ...link, expires: row.expires });
        }
      const pruned = await prune(adapter, { batchSize: 2 });
      expect(pruned).toEqual({ sessions: 7, verificationTokens: 7, done: true });
      expect((await db.select().from(sessions)).map((row) => row.sessionToken).sort()).toEqual([
        's10',
        's11',
        's12',
      ]);
      expect((await db.select().from(verificationTokens)).map((row) => row.token).sort()).toEqual([
        't10',
        't11',
        't12',
      ]);
      expect(await countOrphans(adapter)).toMatchObject({ sessions: 3 });
      expect(await deleteOrphans(adapter, { atMost: 3, batchSize: 2 })).toMatchObject({
        sessions: 3,
        done: true,
      });
      expect(await db.select().from(sessions)).toEqual([]);
    },
  );

  it('count only what is there: an adapter without sessions, or without links', async () => {
    await site().addSessions(2, inHours(-1));
    await site().addLinks(3, inHours(-1));
    const { users, accounts, sessions, verificationTokens } = site().tables;
    const db = site().open.source();
    const base = { usersTable: users, accountsTable: accounts };
    expect(await prune(MySqlAdapter(db, base))).toEqual({ sessions: 0, verificationTokens: 0, done: true });
    const withLinks = MySqlAdapter(db, { ...base, verificationTokensTable: verificationTokens });
    expect(await prune(withLinks)).toEqual({ sessions: 0, verificationTokens: 3, done: true });
    const withSessions = MySqlAdapter(db, { ...base, sessionsTable: sessions });
    expect(await prune(withSessions)).toEqual({ sessions: 2, verificationTokens: 0, done: true });
  });

  it('are given in any of the ways in which the adapter is', async () => {
    const adapter = site().adapter();
    for (const given of [
      adapter,
      { ...adapter, deleteSession: undefined },
      () => adapter,
      async () => adapter,
    ]) {
      await site().addSessions(1, inHours(-1));
      expect(await prune(given)).toMatchObject({ sessions: 1 });
      await site().addAccount(lowerCaseId());
      expect(await countOrphans(given)).toMatchObject({ accounts: 1 });
      expect(await deleteOrphans(given, { atMost: 1 })).toMatchObject({ accounts: 1 });
    }
  });
}
