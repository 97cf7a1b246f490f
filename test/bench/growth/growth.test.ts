import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { calls, methodOf } from '../../../bench/growth/calls.ts';
import { fillSql } from '../../../bench/growth/fill.ts';
import { type Grown, measureGrowth, openSite, type Site } from '../../../bench/growth/grow.ts';
import { basicTables, productionTables } from '../../../bench/tables/ours.ts';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { createDatabase, type TemporaryDatabase } from '../../../dev/mysql.ts';
import { MySqlAdapter } from '../../../src/mysql2.ts';
import * as production from '../../../src/schema/production.ts';

// It expects one server's words.
const serverUrl = inject('servers').mysql ?? '';
const PEOPLE = 1000;

describe.skipIf(!serverUrl).each([
  { name: 'basic', tables: basicTables, options: {}, withPasskeys: false },
  { name: 'production', tables: productionTables, options: { tables: production }, withPasskeys: true },
])('methods in a filled database, $name', ({ name, tables, options, withPasskeys }) => {
  let database: TemporaryDatabase;
  let site: Site;
  let grown: Grown[];
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await runSql(database.url, `${tables}\n${fillSql(PEOPLE, { withPasskeys })}`);
    site = await openSite(database.url, PEOPLE, (pool) => MySqlAdapter(pool, options));
    grown = await measureGrowth([site], 0, () => {});
  });
  afterAll(async () => {
    await site.close();
    await database.drop();
  });
  const accessesOf = (call: string) => grown.find((each) => each.call === call)?.accesses;

  it('measures every method that the adapter has', () => {
    const measured = new Set(grown.map(({ call }) => methodOf(call)));
    expect([...measured].sort()).toEqual(Object.keys(site.adapter).sort());
  });

  it('adds the people, whom the calls find', async () => {
    for (const [call, run] of Object.entries(calls)) {
      if (!/^(get|use|list)/.test(call) || !(methodOf(call) in site.adapter)) continue;
      const found = await run(site.adapter, site.people);
      if (call.endsWith('miss')) expect(found).toBeNull();
      else expect(found, call).toBeTruthy();
      // One, and those that the measurement has added.
      if (call.startsWith('list')) expect(found).not.toEqual([]);
    }
  });

  it('says how the server reads, table scans first', () => {
    const wholeTable = expect.stringMatching(/^(ALL|index)$/);
    expect(accessesOf('getSessionAndUser')).toEqual(['const']);
    expect(accessesOf('getUserByAccount, hit')?.[0]).toEqual(name === 'basic' ? wholeTable : 'const');
    expect(accessesOf('deleteUser')?.[0]).toEqual(name === 'basic' ? wholeTable : 'ref');
  });
});
