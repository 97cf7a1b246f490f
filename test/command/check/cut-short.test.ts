import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { readGivenTables } from '../../../src/command/check/given-tables.ts';
import { findRepeated } from '../../../src/command/check/repeated.ts';
import { MySqlAdapter } from '../../../src/mysql2.ts';
import * as tables from '../../../src/schema/production.ts';
import { servers } from '../../support/databases/new-database.ts';
import { inShort, productionDatabase, SLOW } from './checking.ts';

/** More than one window of rows. */
const ROWS = 25_000;

const digits = (name: string) =>
  `(select 0 n ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `union all select ${n}`).join(' ')}) ${name}`;

it.each(servers)('says so if there are more rows than it keeps in memory, on %s', SLOW, async (server) => {
  const url = await productionDatabase(server);
  await runSql(
    url,
    `insert into users (id, email, created_at, updated_at)
      select concat('u', e.n, d.n, c.n, b.n, a.n), concat(e.n, d.n, c.n, b.n, a.n, '@example.com'), now(), now()
      from ${['a', 'b', 'c', 'd', 'e'].map(digits).join(', ')} where e.n * 10000 + d.n * 1000 < ${ROWS}`,
  );
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  const db = drizzle({ client: pool });
  const users = (await readGivenTables(db, tables)).having('users');
  if (!users) throw new Error('Expected a table of users.');
  const work = {
    db,
    tables,
    adapter: MySqlAdapter(pool, { tables }),
    tablesName: 'production',
    isJson: true,
    terminal: { env: {}, stdout: process.stdout, stderr: process.stderr },
    signal: new AbortController().signal,
  };
  const search = (mostRows?: number) =>
    findRepeated(work, users, ['email'], ([email = '']) => email.slice(-12), mostRows);
  const cut = await search(ROWS - 10_000);
  expect(inShort(cut.cut)).toEqual(['check-cut-short users']);
  expect(cut.cut[0]?.count).toBe(cut.groups[0]?.length);
  expect(cut.cut[0]?.count).toBeLessThan(ROWS);
  const whole = await search();
  expect(whole.cut).toEqual([]);
  expect(whole.groups[0]).toHaveLength(ROWS);
});
