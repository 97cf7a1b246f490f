import { mysqlTable, timestamp } from 'drizzle-orm/mysql-core';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as basic from '../../src/schema/index.ts';
import { whoHas } from '../support/calls/account-page.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { newUser, signIn } from '../support/rows/samples.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe.each(servers)(
  'on %s, a session in a table whose `created_at` changes with every UPDATE',
  (server) => {
    it('stays as old as the sign-in, although MySQL added that by itself', async () => {
      const url = await fromDdl(server);
      await runSql(
        url,
        'alter table sessions modify created_at timestamp not null default current_timestamp on update current_timestamp',
      );
      const columns = { ...basic.sessionColumns(), createdAt: timestamp('created_at').notNull() };
      const sessions = mysqlTable('sessions', columns, basic.sessionIndexes);
      const pool = createPool({ uri: url, timezone: 'Z' });
      pool.pool.on('connection', (connection) => connection.query("set time_zone = '+00:00'"));
      onTestFinished(() => pool.end());
      let now = new Date(Date.now() - 3 * DAY_MS);
      const adapter = MySqlAdapter(pool, { tables: { ...basic, sessions }, now: () => now });
      const { id } = await adapter.createUser(newUser());
      const { sessionToken } = await signIn(adapter, id);
      expect((await whoHas(adapter, sessionToken))?.session.isFresh).toBe(true);
      now = new Date();
      const expires = new Date(Date.now() + DAY_MS);
      await adapter.updateSession({ sessionToken, expires });
      await adapter.updateSession({ sessionToken, userId: id, expires });
      expect((await whoHas(adapter, sessionToken))?.session.isFresh).toBe(false);
    });
  },
);
