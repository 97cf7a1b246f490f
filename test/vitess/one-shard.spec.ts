import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Client } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { startServer } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as planetScaleAdapter } from '../../src/planetscale.ts';
import * as production from '../../src/schema/production.ts';
import { basicSql } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { applyMigrations, journal, sqlOf } from '../support/databases/apply-migrations.ts';
import { BASIC, drizzleKit, push, root } from '../support/databases/drizzle-kit.ts';
import { addedColumns, withAddedColumns } from '../support/databases/first-version.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { pushUntilSame } from '../support/databases/push-until-same.ts';
import { query } from '../support/databases/query.ts';
import { everyRow } from '../support/rows/every-row.ts';
import { createFilledKeyspace, createKeyspace } from './one-shard-keyspaces.ts';

let server: VitessServer;
beforeAll(async () => {
  server = await startServer({ kind: 'vitess' });
});
afterAll(() => server?.stop());

const newKeyspace = () => createKeyspace(server);
const filledKeyspace = () => createFilledKeyspace(server);

describe('the migrations on a Vitess of one shard', () => {
  it('make the same of an empty keyspace as of one with the basic tables, and run once', async () => {
    const [empty, filled] = [await newKeyspace(), await filledKeyspace()];
    const rows = withAddedColumns(await everyRow(filled));
    for (const url of [empty, filled]) await applyMigrations(url);
    const made = await describeDatabase(empty);
    expect(made.columns).toHaveLength(7 + 16 + 6 + 5 + 11 + addedColumns.length);
    expect(await describeDatabase(filled)).toEqual(made);
    for (const url of [empty, filled]) await applyMigrations(url);
    expect(await describeDatabase(filled)).toEqual(made);
    expect(await everyRow(filled)).toEqual(rows);
  });

  it('go on where they were stopped, behind each of them', async () => {
    const url = await filledKeyspace();
    const rows = withAddedColumns(await everyRow(url));
    for (const done of journal.entries.keys()) await applyMigrations(url, done + 1);
    expect((await describeDatabase(url)).columns).toHaveLength(7 + 16 + 6 + 5 + 11 + addedColumns.length);
    expect(await everyRow(url)).toEqual(rows);
  });
});

describe('drizzle-kit on a Vitess of one shard', () => {
  it('pushes the basic tables, and then sees no difference', async () => {
    const url = await newKeyspace();
    expect(push(url, ...BASIC)).toContain('Changes applied');
    expect(await pushUntilSame(() => push(url, ...BASIC))).toContain('No changes detected');
  });

  it('pushes the production tables, also over the basic ones, and then sees no difference', async () => {
    const [empty, basic] = [await newKeyspace(), await newKeyspace()];
    // Without rows: where there are some, drizzle-kit asks whether to truncate a table that gets a unique index.
    await runSql(basic, await basicSql());
    for (const url of [empty, basic]) {
      expect(push(url)).toContain('Changes applied');
      expect(await pushUntilSame(() => push(url))).toContain('No changes detected');
    }
    expect(await describeDatabase(basic)).toEqual(await describeDatabase(empty));
  });

  it('pulls every table', async () => {
    const url = await newKeyspace();
    await applyMigrations(url);
    const folder = await mkdtemp(join(tmpdir(), 'authjs-vitess-pulled-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const options = ['--dialect', 'mysql', '--url', url, '--out', relative(root, folder)];
    expect(drizzleKit(url, 'pull', ...options).output).toContain('Your schema file is ready');
    const pulled = await readFile(join(folder, 'schema.ts'), 'utf8');
    for (const name of ['users', 'accounts', 'sessions', 'verification_tokens', 'authenticators'])
      expect(pulled).toContain(`mysqlTable("${name}"`);
  });
});

it('before-migrating.sql finds what is in the way, one statement at a time', async () => {
  const url = await filledKeyspace();
  const statements = (await sqlOf('before-migrating'))
    .split(/;\n/)
    .filter((statement) => /^select/im.test(statement));
  const find = async () => {
    const found = [];
    for (const statement of statements) found.push(...(await query(url, statement)));
    return found.map(({ name }) => name);
  };
  expect(await find()).toEqual([]);
  await runSql(url, 'alter table sessions add index expires (user_id)');
  await runSql(url, 'alter table accounts add column refresh_lease int');
  await runSql(url, 'alter table verification_tokens add column code int');
  expect(await find()).toEqual(['expires', 'refresh_lease', 'code']);
});

describe('the adapter on a Vitess of one shard', () => {
  it('takes a person through every method over mysql2', async () => {
    const url = await newKeyspace();
    await applyMigrations(url);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    await expectWholeLife(MySqlAdapter(pool, { ...wholeLifeOptions, tables: production }));
  });

  it('takes a person through every method over PlanetScale’s HTTP driver', async () => {
    const url = await newKeyspace();
    await applyMigrations(url);
    const http = await startPlanetScale(url);
    onTestFinished(() => http.close());
    const client = new Client({ url: http.url });
    await expectWholeLife(planetScaleAdapter(client, { ...wholeLifeOptions, tables: production }));
  });
});
