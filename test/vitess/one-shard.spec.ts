import { Client } from '@planetscale/database';
import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createDatabase } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { startVitess, type VitessServer } from '../../dev/vitess.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { MySqlAdapter as planetScaleAdapter } from '../../src/planetscale.ts';
import * as production from '../../src/schema/production.ts';
import { basicSql, runSql } from '../backends/backend.ts';
import { expectWholeLife, wholeLifeOptions } from '../support/calls/whole-life.ts';
import { applyMigrations, journal } from '../support/databases/apply-migrations.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { everyRow, fillTables } from '../support/rows/every-row.ts';

let server: VitessServer;
beforeAll(async () => {
  server = await startVitess();
});
afterAll(() => server?.stop());

/** Creates a keyspace of one shard and returns its URL. */
async function newKeyspace(): Promise<string> {
  const { url, drop } = await createDatabase(server.url);
  onTestFinished(drop);
  return url;
}

/** Creates a keyspace with the basic tables and rows in them. */
async function filledKeyspace(): Promise<string> {
  const url = await newKeyspace();
  await runSql(url, await basicSql());
  await fillTables(url);
  return url;
}

describe('the migrations on a Vitess of one shard', () => {
  it('make the same of an empty keyspace as of one with the basic tables, and run once', async () => {
    const [empty, filled] = [await newKeyspace(), await filledKeyspace()];
    const rows = await everyRow(filled);
    for (const url of [empty, filled]) await applyMigrations(url);
    const made = await describeDatabase(empty);
    expect(made.columns).toHaveLength(7 + 16 + 6 + 5 + 11);
    expect(await describeDatabase(filled)).toEqual(made);
    for (const url of [empty, filled]) await applyMigrations(url);
    expect(await describeDatabase(filled)).toEqual(made);
    expect(await everyRow(filled)).toEqual(rows);
  });

  it('go on where they were stopped, behind each of them', async () => {
    const url = await filledKeyspace();
    const rows = await everyRow(url);
    for (const done of journal.entries.keys()) await applyMigrations(url, done + 1);
    expect((await describeDatabase(url)).columns).toHaveLength(7 + 16 + 6 + 5 + 11);
    expect(await everyRow(url)).toEqual(rows);
  });
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
