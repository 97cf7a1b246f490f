import { Client } from '@planetscale/database';
import { drizzle as drizzleOnMysql2 } from 'drizzle-orm/mysql2';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { createDatabase } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/planetscale.ts';
import { type Backend, createTables } from './backend.ts';
import { createLeastUser, directPool } from './least-user.ts';

const EXECUTE = 'POST /psdb.v1alpha1.Database/Execute';

/** PlanetScale's HTTP driver on a stand-in in front of a real server, which notes every request. */
export const planetscaleHttpOn = (server: 'mysql'): Backend => ({
  name: `planetscale-http-${server}`,
  server,
  hasSessions: false,
  async open(serverUrl, options = {}) {
    if (options.session) throw new Error('Expected no statement for sessions: over HTTP there are none.');
    const database = await createDatabase(serverUrl);
    await createTables(database.url, options);
    const user = options.hasLeastRights ? await createLeastUser(database.url) : undefined;
    const planetscale = await startPlanetScale(user?.url ?? database.url);
    const client = new Client({ url: planetscale.url });
    const direct = directPool(database.url, user);
    return {
      adapter: (options) => MySqlAdapter(client, options),
      source: (config) => drizzle({ ...config, client }),
      // Port 1 would be refused by fetch itself.
      unreachable: () => drizzle({ client: new Client({ url: 'http://root:hunter2@127.0.0.1:2' }) }),
      db: drizzleOnMysql2({ client: direct }),
      async statementsOf(work) {
        planetscale.clear();
        await work(planetscale.statements);
        return [...planetscale.statements, ...planetscale.requests.filter((request) => request !== EXECUTE)];
      },
      drop: (statement, drop) => planetscale.inject({ kind: 'drop', statement, ...drop }),
      refuse: (statement, { errno: _, ...refusal }) =>
        planetscale.inject({ kind: 'error', statement, ...refusal }),
      async close() {
        await Promise.all([planetscale.close(), direct.end()]);
        await user?.drop();
        await database.drop();
      },
    };
  },
});
