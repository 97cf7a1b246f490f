import type { Cleanup } from '../../../dev/command/cleanup.ts';
import { createDemo } from '../app.ts';
import { databaseOn } from './database-on.ts';
import { recordMysql2Statements } from './mysql2-statements.ts';
import { startSurroundings } from './start-surroundings.ts';

/** Starts the site in this process, through mysql2, and returns its address; `start` starts the database server. */
export async function startOnNode(
  cleanup: Cleanup,
  start?: Parameters<typeof startSurroundings>[1],
): Promise<string> {
  const surroundings = await startSurroundings(cleanup, start);
  const { site, pool, databaseVersion, openId, secret, tokensKey } = surroundings;
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
  return site.origin;
}
