import { sql } from 'drizzle-orm';
import { type MySqlTable, varchar } from 'drizzle-orm/mysql-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { MySqlAdapterOptions } from '../../src/index.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import type { Adapter, OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { productionSql } from '../support/databases/production-sql.ts';

const own = basic.createTables({
  prefix: 'own_',
  extend: { users: { role: varchar('role', { length: 16 }).notNull().default('member') } },
});
const ownSql = `create table own_users like users; create table own_accounts like accounts;
  create table own_sessions like sessions; create table own_verification_tokens like verification_tokens;
  alter table own_users add role varchar(16) not null default 'member';`;

const sets = {
  'the basic tables': basic,
  'the tables for a growing site': production,
  'tables of your own': own,
};

/** A database and one set of tables in it. */
export interface Site {
  readonly open: OpenBackend;
  readonly tables: typeof basic | typeof production | typeof own;
  adapter(options?: Omit<MySqlAdapterOptions, 'tables'>): Adapter;
  /** Counts all rows of each of some tables. */
  count(...tables: readonly MySqlTable[]): Promise<number[]>;
}

/** Runs a suite on every backend with every set of tables. */
export function onEverySite(suite: (site: () => Site) => void): void {
  const servers = inject('servers');
  describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
    describe.each(Object.entries(sets))('%s', (_name, tables) => {
      let site: Site;
      beforeAll(async () => {
        const additions = `${ownSql}\n${tables === production ? await productionSql() : ''}`;
        const open = await backend.open(servers[backend.server] ?? '', { additions, hasLeastRights: true });
        site = {
          open,
          tables,
          adapter: (options) => open.adapter({ ...options, tables }),
          count: (...counted) => Promise.all(counted.map((table) => open.db.$count(table))),
        };
      });
      afterAll(() => site.open.close());
      suite(() => site);
    });
  });
}

/** Makes a trigger that refuses every new session while the work runs. */
export async function withoutNewSessions(site: Site, work: () => Promise<void>): Promise<void> {
  const { db } = site.open;
  await db.execute(sql`create trigger no_sessions before insert on ${site.tables.sessions} for each row
    signal sqlstate '45000'`);
  await work().finally(() => db.execute(sql`drop trigger no_sessions`));
}
