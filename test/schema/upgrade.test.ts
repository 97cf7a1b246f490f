import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { ServerKind } from '../../dev/mysql.ts';
import { authRelations } from '../../src/relations.ts';
import * as tables from '../../src/schema/production.ts';
import { mysql2On } from '../backends/mysql2.ts';
import { planetscaleHttpOn } from '../backends/planetscale-http.ts';
import { expectCodeUpgrade } from '../support/calls/code-upgrade.ts';
import { expectFirstTables, expectOwnQueries, expectUpgrade, openAt } from '../support/calls/upgrade.ts';
import { applyMigrations, journal, sqlOf } from '../support/databases/apply-migrations.ts';
import { FIRST_MIGRATIONS } from '../support/databases/first-version.ts';
import { describeDatabase } from '../support/databases/information-schema.ts';
import { fromDdl, mysqlAlone, newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { fillTables } from '../support/rows/every-row.ts';

/** For a machine that is busy with other tests. */
const SLOW = { timeout: 120_000 };

const laterTags = journal.entries.slice(FIRST_MIGRATIONS).map(({ tag }) => tag);

/** Makes a database with rows and the migrations of version 0.1.0. */
async function firstDatabase(server: ServerKind): Promise<string> {
  const url = await fromDdl(server);
  await fillTables(url);
  await applyMigrations(url, FIRST_MIGRATIONS);
  return url;
}

const overMysql2 = servers.map((server) => ({ name: `mysql2 on ${server}`, server, backendOn: mysql2On }));
const overHttp = servers
  .filter((server) => server === 'mysql')
  .map((server) => ({ name: `PlanetScale’s driver on ${server}`, server, backendOn: planetscaleHttpOn }));

describe.each([...overMysql2, ...overHttp])(
  'a database of version 0.1.0, by $name',
  ({ server, backendOn }) => {
    async function openSite() {
      const url = await fromDdl(server);
      await fillTables(url);
      await applyMigrations(url, FIRST_MIGRATIONS);
      return openAt(url, backendOn);
    }

    it('serves the adapter before the later migrations, which keep every row and session', SLOW, async () => {
      await expectUpgrade(await openSite());
    });

    it('refuses queries of one’s own for whole rows until the later migrations, and names the missing column', async () => {
      await expectOwnQueries(await openSite());
    });

    it(
      'refuses sign-in codes until the later migrations, with nothing done, and serves them afterwards',
      SLOW,
      async () => {
        await expectCodeUpgrade(await openSite());
      },
    );

    it('serves the tables of that version after the later migrations', async () => {
      await expectFirstTables(await openSite());
    });
  },
);

describe.each(servers)('the later migrations on %s', (server) => {
  it.each(laterTags)('rewrite no row: %s', async (tag) => {
    const url = await firstDatabase(server);
    for (const earlier of laterTags.slice(0, laterTags.indexOf(tag))) await runSql(url, await sqlOf(earlier));
    const alters = (await sqlOf(tag)).replaceAll(';', ', ALGORITHM=INSTANT;');
    await runSql(url, alters);
  });

  it('do the same as the statements of the page', async () => {
    const [url, migrated] = [await firstDatabase(server), await newDatabase(server)];
    for (const sql of await codeUnder('migrating.md', 'From 0.1.0 to 0.2.0', 'sql')) await runSql(url, sql);
    await applyMigrations(migrated);
    expect(await describeDatabase(url)).toEqual(await describeDatabase(migrated));
  });
});

// Drizzle's relations are not for MariaDB, which has no LATERAL.
describe.each(mysqlAlone)('the later migrations on %s', (server) => {
  it('are needed by relations that read whole accounts', async () => {
    const url = await firstDatabase(server);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const db = drizzle({ client: pool, schema: { ...tables, ...authRelations(tables) }, mode: 'default' });
    const read = () => db.query.users.findMany({ with: { accounts: true } });
    await expect(read()).rejects.toMatchObject({ cause: { errno: 1054 } });
    await applyMigrations(url);
    expect((await read()).length).toBeGreaterThan(0);
  });
});
