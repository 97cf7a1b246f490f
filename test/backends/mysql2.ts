import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import type { Backend, Place } from './backend.ts';

/** A mysql2 pool on a real server, with a proxy between that counts the statements. */
export const mysql2On = (place: Place): Backend => ({
  ...place,
  name: `mysql2-${place.name}`,
  hasSessions: true,
  async open(serverUrl, options = {}) {
    const database = await place.open(serverUrl, options);
    const proxy = await startMySqlProxy(database.url);
    const pool = createPool(proxy.url);
    const { session } = options;
    // Sent before anything else that the pool does with the connection.
    if (session) pool.pool.on('connection', (connection) => connection.query(session));
    return {
      isSharded: database.isSharded,
      adapter: (options) => MySqlAdapter(pool, options),
      source: (config) => drizzle({ ...config, client: pool }),
      unreachable: () => drizzle('mysql://root:hunter2@127.0.0.1:2/nowhere'),
      db: drizzle({ client: database.direct }),
      async statementsOf(work) {
        proxy.clear();
        await work(proxy.statements);
        return [...proxy.statements];
      },
      drop: (statement, drop) => proxy.inject({ kind: 'drop', statement, ...drop }),
      refuse: (statement, refusal) => proxy.inject({ kind: 'refuse', statement, ...refusal }),
      async close() {
        await Promise.all([pool.end(), database.direct.end()]);
        await proxy.close();
        await database.close();
      },
    };
  },
});
