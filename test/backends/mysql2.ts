import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { createDatabase, type ServerKind } from '../../dev/mysql.ts';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { type Backend, createTables } from './backend.ts';
import { createLeastUser, directPool } from './least-user.ts';

/** A mysql2 pool on a real server, with a proxy between that counts the statements. */
export const mysql2On = (server: ServerKind): Backend => ({
  name: `mysql2-${server}`,
  server,
  hasSessions: true,
  async open(serverUrl, options = {}) {
    const database = await createDatabase(serverUrl);
    await createTables(database.url, options);
    const user = options.hasLeastRights ? await createLeastUser(database.url) : undefined;
    const proxy = await startMySqlProxy(user?.url ?? database.url);
    const pool = createPool(proxy.url);
    const { session } = options;
    // Sent before anything else that the pool does with the connection.
    if (session) pool.pool.on('connection', (connection) => connection.query(session));
    const direct = directPool(database.url, user);
    return {
      adapter: (options) => MySqlAdapter(pool, options),
      source: (config) => drizzle({ ...config, client: pool }),
      unreachable: () => drizzle('mysql://root:hunter2@127.0.0.1:2/nowhere'),
      db: drizzle({ client: direct }),
      async statementsOf(work) {
        proxy.clear();
        await work(proxy.statements);
        return [...proxy.statements];
      },
      drop: (statement, drop) => proxy.inject({ kind: 'drop', statement, ...drop }),
      refuse: (statement, refusal) => proxy.inject({ kind: 'refuse', statement, ...refusal }),
      async close() {
        await Promise.all([pool.end(), direct.end()]);
        await proxy.close();
        await user?.drop();
        await database.drop();
      },
    };
  },
});
