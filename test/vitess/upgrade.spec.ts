import { afterAll, beforeAll, describe, it } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { VitessServer } from '../../dev/vitess.ts';
import { basicSql } from '../backends/backend.ts';
import { mysql2On } from '../backends/mysql2.ts';
import { planetscaleHttpOn } from '../backends/planetscale-http.ts';
import { expectCodeUpgrade } from '../support/calls/code-upgrade.ts';
import { expectFirstTables, expectOwnQueries, expectUpgrade, openAt } from '../support/calls/upgrade.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { FIRST_MIGRATIONS } from '../support/databases/first-version.ts';
import { fillTables } from '../support/rows/every-row.ts';
import { createFilledKeyspace } from './one-shard-keyspaces.ts';
import { shardsOf, startSharded } from './sharded-keyspaces.ts';

/** A keyspace of two shards for each test. */
const KEYSPACES = ['adapter', 'queries', 'codes', 'tables'] as const;
type Name = (typeof KEYSPACES)[number];

const SLOW = { timeout: 300_000 };

let server: VitessServer;
beforeAll(async () => {
  server = await startSharded(KEYSPACES, ['--transaction-mode', 'SINGLE']);
});
afterAll(() => server?.stop());

async function filledShards(name: Name): Promise<string> {
  const url = `${server.url}/${name}`;
  await runSql(url, await basicSql());
  await fillTables(url);
  return url;
}

const oneShard = { keyspace: () => createFilledKeyspace(server), shards: () => undefined };
const twoShards = { keyspace: filledShards, shards: (name: Name) => shardsOf(server, name) };

describe.each([
  { ...oneShard, on: 'mysql2 on one shard', backendOn: mysql2On },
  { ...oneShard, on: 'PlanetScale’s driver on one shard', backendOn: planetscaleHttpOn },
  { ...twoShards, on: 'mysql2 on two shards', backendOn: mysql2On },
])('a keyspace of version 0.1.0, by $on', ({ keyspace, shards, backendOn }) => {
  async function openSite(name: Name) {
    const url = await keyspace(name);
    await applyMigrations(url, FIRST_MIGRATIONS);
    return openAt(url, backendOn, shards(name));
  }

  it('serves the adapter before the later migrations, which keep every row and session', SLOW, async () => {
    await expectUpgrade(await openSite('adapter'));
  });

  it(
    'refuses queries of one’s own for whole rows until then, and names the missing column',
    SLOW,
    async () => {
      await expectOwnQueries(await openSite('queries'));
    },
  );

  it('refuses sign-in codes until then, with nothing done, and serves them afterwards', SLOW, async () => {
    await expectCodeUpgrade(await openSite('codes'));
  });

  it('serves the tables of that version after the later migrations', SLOW, async () => {
    await expectFirstTables(await openSite('tables'));
  });
});
