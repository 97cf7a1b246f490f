import { Client } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { migrate } from 'drizzle-orm/planetscale-serverless/migrator';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createDatabase, startServer } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { applyMigrations, journal, migrationsFolder } from '../support/databases/apply-migrations.ts';
import { BASIC, push } from '../support/databases/drizzle-kit.ts';
import { withAddedColumns } from '../support/databases/first-version.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { pushUntilSame } from '../support/databases/push-until-same.ts';
import { query } from '../support/databases/query.ts';
import { everyRow } from '../support/rows/every-row.ts';
import { createFilledKeyspace, createKeyspace } from './one-shard-keyspaces.ts';
import { stopBetweenStatements } from './stopped-migrations.ts';

/** Each keyspace takes seconds to make and to drop, and more on a busy machine. */
const SLOW = { timeout: 300_000 };

let server: VitessServer;
let migrated: Awaited<ReturnType<typeof describeDatabase>>;
beforeAll(async () => {
  server = await startServer({ kind: 'vitess' });
  const onMysql = await createDatabase(server.beneath ?? '');
  await applyMigrations(onMysql.url);
  migrated = await describeDatabase(onMysql.url);
});
afterAll(() => server?.stop());

const newKeyspace = () => createKeyspace(server);
const filledKeyspace = () => createFilledKeyspace(server);

it('go on between any two statements of one of them, from nothing and over rows', SLOW, async () => {
  const [empty, filled] = [await newKeyspace(), await filledKeyspace()];
  const rows = withAddedColumns(await everyRow(filled));
  for (const url of [empty, filled]) {
    expect(await stopBetweenStatements(url)).toBe(7 + 1);
    await applyMigrations(url);
    expect(await describeDatabase(url)).toEqual(migrated);
  }
  expect(await everyRow(filled)).toEqual(rows);
});

it('run over PlanetScale’s HTTP driver, from nothing and over rows, and run once', SLOW, async () => {
  const [empty, filled] = [await newKeyspace(), await filledKeyspace()];
  const rows = withAddedColumns(await everyRow(filled));
  for (const url of [empty, filled]) {
    const http = await startPlanetScale(url);
    onTestFinished(() => http.close());
    const db = drizzle({ client: new Client({ url: http.url }) });
    for (const _ of ['first', 'again']) {
      await migrate(db, { migrationsFolder });
      expect(await describeDatabase(url)).toEqual(migrated);
      expect(await query(url, 'select id from __drizzle_migrations')).toHaveLength(journal.entries.length);
    }
  }
  expect(await everyRow(filled)).toEqual(rows);
});

it(
  'are what drizzle-kit would push: it sees no difference in the basic tables, nor after the migrations',
  SLOW,
  async () => {
    const url = await filledKeyspace();
    const rows = withAddedColumns(await everyRow(url));
    expect(await pushUntilSame(() => push(url, ...BASIC))).toContain('No changes detected');
    await applyMigrations(url);
    expect(await pushUntilSame(() => push(url))).toContain('No changes detected');
    expect(await everyRow(url)).toEqual(rows);
  },
);
