import { describe, it } from 'vitest';
import { mysql2On } from '../backends/mysql2.ts';
import { planetscaleHttpOn } from '../backends/planetscale-http.ts';
import { expectFirstTables, expectOwnQueries, expectUpgrade, openAt } from '../support/calls/upgrade.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { FIRST_MIGRATIONS } from '../support/databases/first-version.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { fillTables } from '../support/rows/every-row.ts';

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

    it('serves the adapter before the later migrations, which keep every row and session', async () => {
      await expectUpgrade(await openSite());
    });

    it('refuses queries of one’s own for whole rows until the later migrations, and names the missing column', async () => {
      await expectOwnQueries(await openSite());
    });

    it('serves the tables of that version after the later migrations', async () => {
      await expectFirstTables(await openSite());
    });
  },
);
