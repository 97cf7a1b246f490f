/** Starts the demo on Node: a database, an OpenID Connect provider and the site, all on this machine only. */
import { runUntilSignal } from '../../dev/command/run-until-signal.ts';
import { createDemo } from './app.ts';
import { databaseOn } from './node/database-on.ts';
import { recordMysql2Statements } from './node/mysql2-statements.ts';
import { sayReady } from './node/say-ready.ts';
import { startSurroundings } from './node/start-surroundings.ts';

await runUntilSignal(async (cleanup) => {
  const { site, pool, databaseVersion, openId, secret, tokensKey } = await startSurroundings(cleanup);
  const database = databaseOn(pool, tokensKey);
  const demo = createDemo({
    database,
    databaseName: `${databaseVersion} through mysql2`,
    statements: recordMysql2Statements(pool, database),
    openId,
    secret,
    origin: site.origin,
  });
  site.serve(demo.fetch);
  cleanup.add(() => site.close()); // before the database stops, which open pages would notice
  sayReady(site.origin);
});
