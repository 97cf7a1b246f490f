import { Client } from '@planetscale/database';
import { drizzle as drizzleOnMysql2 } from 'drizzle-orm/mysql2';
import { drizzle } from 'drizzle-orm/planetscale-serverless';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { MySqlAdapter } from '../../src/planetscale.ts';
import type { Backend, Place } from './backend.ts';

const EXECUTE = 'POST /psdb.v1alpha1.Database/Execute';

/** PlanetScale's HTTP driver on a stand-in in front of a real server, which notes every request. */
export const planetscaleHttpOn = (place: Place): Backend => ({
  ...place,
  name: `planetscale-http-${place.name}`,
  hasSessions: false,
  async open(serverUrl, options = {}) {
    if (options.session) throw new Error('Expected no statement for sessions: over HTTP there are none.');
    const database = await place.open(serverUrl, options);
    const planetscale = await startPlanetScale(database.url);
    const client = new Client({ url: planetscale.url });
    return {
      isSharded: database.isSharded,
      adapter: (options) => MySqlAdapter(client, options),
      source: (config) => drizzle({ ...config, client }),
      // Port 1 would be refused by fetch itself.
      unreachable: () => drizzle({ client: new Client({ url: 'http://root:hunter2@127.0.0.1:2' }) }),
      db: drizzleOnMysql2({ client: database.direct }),
      async statementsOf(work) {
        planetscale.clear();
        await work(planetscale.statements);
        return [...planetscale.statements, ...planetscale.requests.filter((request) => request !== EXECUTE)];
      },
      drop: (statement, drop) => planetscale.inject({ kind: 'drop', statement, ...drop }),
      refuse: (statement, { errno: _, ...refusal }) =>
        planetscale.inject({ kind: 'error', statement, ...refusal }),
      async close() {
        await Promise.all([planetscale.close(), database.direct.end()]);
        await database.close();
      },
    };
  },
});
