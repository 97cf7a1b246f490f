import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Client } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { migrate } from 'drizzle-orm/planetscale-serverless/migrator';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { basicSql } from '../backends/backend.ts';
import { applyMigrations, journal, migrationsFolder } from '../support/databases/apply-migrations.ts';
import { BASIC, drizzleKit, push, root } from '../support/databases/drizzle-kit.ts';
import { withAddedColumns } from '../support/databases/first-version.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { pushUntilSame } from '../support/databases/push-until-same.ts';
import { query } from '../support/databases/query.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';
import { findObstacles } from './find-obstacles.ts';
import { shardsOf, startSharded } from './sharded-keyspaces.ts';
import { stopBetweenStatements } from './stopped-migrations.ts';

const TABLES = ['users', 'accounts', 'sessions', 'verification_tokens', 'authenticators'];
/** A keyspace of two shards for each test that needs an empty one. */
const KEYSPACES = [
  ...['empty', 'filled', 'stepwise', 'stopped', 'over_http', 'over_http_filled'],
  ...['pushed', 'pushed_over', 'pulled', 'obstacles'],
] as const;
/** Those that have the basic tables, and rows on both shards. */
const FILLED = ['filled', 'stepwise', 'stopped', 'over_http_filled', 'pushed_over', 'obstacles'] as const;
type Name = (typeof KEYSPACES)[number];

const SLOW = { timeout: 300_000 };

let server: VitessServer;
let migrated: Described;
const urlOf = (name: Name) => `${server.url}/${name}`;

beforeAll(async () => {
  server = await startSharded(KEYSPACES, ['--transaction-mode', 'SINGLE']);
  const onMysql = await createDatabase(server.beneath ?? '');
  await applyMigrations(onMysql.url);
  migrated = await ours(onMysql.url);
  for (const name of FILLED) {
    await runSql(urlOf(name), await basicSql());
    await fillTables(urlOf(name));
  }
});
afterAll(() => server?.stop());

type Described = Awaited<ReturnType<typeof describeDatabase>>;

/** Describes the tables of Auth.js in a database, without those of lookups. */
async function ours(url: string): Promise<Described> {
  const { columns, keys } = await describeDatabase(url);
  const isOurs = (row: unknown) => TABLES.includes((row as { t: string }).t);
  return { columns: columns.filter(isOurs), keys: keys.filter(isOurs) };
}

/** Expects what the migrations make on a MySQL on each shard. */
async function expectMigrated(name: Name): Promise<void> {
  for (const shard of shardsOf(server, name)) expect(await ours(shard)).toEqual(migrated);
}

/** Reads the rows of each shard, and expects some people on both. */
async function rowsOf(name: Name) {
  const rows = await Promise.all(shardsOf(server, name).map((shard) => everyRow(shard)));
  for (const { users } of rows) expect(users).not.toEqual([]);
  return rows;
}

it(
  'the migrations make the same on both shards, from nothing and over rows, and run once',
  SLOW,
  async () => {
    const rows = (await rowsOf('filled')).map(withAddedColumns);
    for (const name of ['empty', 'filled'] as const) {
      for (const _ of ['first', 'again']) {
        await applyMigrations(urlOf(name));
        await expectMigrated(name);
        // Drizzle reads the last one from all shards; this finds whether any was noted twice.
        expect(await query(urlOf(name), 'select id from __drizzle_migrations')).toHaveLength(
          journal.entries.length,
        );
      }
    }
    expect(await rowsOf('filled')).toEqual(rows);
  },
);

it('the migrations go on where they were stopped, behind each of them', SLOW, async () => {
  const rows = (await rowsOf('stepwise')).map(withAddedColumns);
  for (const done of journal.entries.keys()) await applyMigrations(urlOf('stepwise'), done + 1);
  await expectMigrated('stepwise');
  expect(await rowsOf('stepwise')).toEqual(rows);
});

it('the migrations go on between any two statements of one of them', SLOW, async () => {
  const rows = (await rowsOf('stopped')).map(withAddedColumns);
  expect(await stopBetweenStatements(urlOf('stopped'))).toBe(7 + 1);
  await applyMigrations(urlOf('stopped'));
  await expectMigrated('stopped');
  expect(await rowsOf('stopped')).toEqual(rows);
});

it(
  'the migrations run over PlanetScale’s HTTP driver, from nothing and over rows, and run once',
  SLOW,
  async () => {
    const rows = (await rowsOf('over_http_filled')).map(withAddedColumns);
    for (const name of ['over_http', 'over_http_filled'] as const) {
      const http = await startPlanetScale(urlOf(name));
      onTestFinished(() => http.close());
      const db = drizzle({ client: new Client({ url: http.url }) });
      for (const _ of ['first', 'again']) {
        await migrate(db, { migrationsFolder });
        await expectMigrated(name);
        expect(await query(urlOf(name), 'select id from __drizzle_migrations')).toHaveLength(
          journal.entries.length,
        );
      }
    }
    expect(await rowsOf('over_http_filled')).toEqual(rows);
  },
);

it('drizzle-kit pushes both sets of tables from nothing, and then sees no difference', SLOW, async () => {
  for (const options of [BASIC, []]) {
    expect(push(urlOf('pushed'), ...options)).toContain('Changes applied');
    expect(await pushUntilSame(() => push(urlOf('pushed'), ...options))).toContain('No changes detected');
  }
  const [one, other] = await Promise.all(shardsOf(server, 'pushed').map(ours));
  expect(one).toEqual(other);
  // A push names no collation, so account ids have that of their table.
  const types = ({ columns }: Described) =>
    columns.map((column) => ({ ...(column as object), collation_name: '' }));
  expect(types(one as Described)).toEqual(types(migrated));
});

it(
  'drizzle-kit sees no difference in the basic tables that the DDL makes, nor after the migrations',
  SLOW,
  async () => {
    const rows = (await rowsOf('pushed_over')).map(withAddedColumns);
    expect(await pushUntilSame(() => push(urlOf('pushed_over'), ...BASIC))).toContain('No changes detected');
    await applyMigrations(urlOf('pushed_over'));
    expect(await pushUntilSame(() => push(urlOf('pushed_over')))).toContain('No changes detected');
    expect(await rowsOf('pushed_over')).toEqual(rows);
  },
);

it('drizzle-kit pulls every table, those of lookups too', SLOW, async () => {
  await applyMigrations(urlOf('pulled'));
  const folder = await mkdtemp(join(tmpdir(), 'authjs-vitess-pulled-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const options = ['--dialect', 'mysql', '--url', urlOf('pulled'), '--out', relative(root, folder)];
  expect(drizzleKit(urlOf('pulled'), 'pull', ...options).output).toContain('Your schema file is ready');
  const pulled = await readFile(join(folder, 'schema.ts'), 'utf8');
  for (const name of [...TABLES, 'users_by_email']) expect(pulled).toContain(`mysqlTable("${name}"`);
});

it('before-migrating.sql finds nothing in the way of rows that are not, and then what is', SLOW, async () => {
  expect(await findObstacles(urlOf('obstacles'))).toEqual([]);
  await runSql(urlOf('obstacles'), 'alter table sessions add index expires (user_id)');
  await runSql(urlOf('obstacles'), 'alter table accounts add column refresh_lease int');
  await runSql(urlOf('obstacles'), 'alter table verification_tokens add column code int');
  expect(await findObstacles(urlOf('obstacles'))).toEqual([
    'sessions.expires: an index has this name',
    'accounts.refresh_lease: a column has this name',
    'verification_tokens.code: a column has this name',
  ]);
});
