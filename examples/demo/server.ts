/** Starts the demo on Node: a database, an OpenID Connect provider and the site, all on this machine only. */
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { drizzle } from 'drizzle-orm/mysql2';
import { createDemo } from './app.ts';
import { recordMysql2Statements } from './node/mysql2-statements.ts';
import { runStarter } from './node/run-starter.ts';
import { startSurroundings } from './node/start-surroundings.ts';

await runStarter(async (cleanup) => {
  const { site, pool, databaseVersion, openId, secret } = await startSurroundings(cleanup);
  const database = { adapter: MySqlAdapter(pool), db: drizzle({ client: pool }) };
  const demo = createDemo({
    database,
    databaseName: `${databaseVersion} through mysql2`,
    statements: recordMysql2Statements(pool, database),
    openId,
    secret,
    origin: site.origin,
  });
  site.serve(demo.fetch);
  cleanup.add(() => site.close()); // before the database goes, which open pages would see
  return site.origin;
});
