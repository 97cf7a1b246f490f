import { randomBytes } from 'node:crypto';
import type { Cleanup } from '../../../dev/command/cleanup.ts';
import { readPort } from '../../../dev/command/read-port.ts';
import { type DatabaseServer, startServer } from '../../../dev/mysql.ts';
import type { VitessServer } from '../../../dev/vitess.ts';
import { startProvider } from '../provider/index.ts';
import { openDatabase } from './open-database.ts';
import { openSite } from './open-site.ts';
import { readExisting } from './read-existing.ts';

const NAMES = { mysql: 'MySQL', mariadb: 'MariaDB', vitess: 'Vitess' };

/** Takes the site's port and starts what the site needs: the database with its tables, and the provider. */
export async function startSurroundings(
  cleanup: Cleanup,
  start: () => Promise<DatabaseServer | VitessServer> = startServer,
) {
  const site = await openSite(readPort(process.env));
  cleanup.add(() => site.close());

  const server = await start();
  cleanup.add(() => server.stop());
  const { pool, url } = await openDatabase(server, readExisting(process.env));
  cleanup.add(() => pool.end());
  const openId = await startProvider(site.origin, ['/auth/callback/demo-id']);
  cleanup.add(() => openId.stop());

  const databaseVersion = `${NAMES[server.kind]} ${server.version}`;
  const secret = process.env.AUTH_SECRET || randomBytes(32).toString('hex');
  const tokensKey = process.env.TOKENS_KEY || randomBytes(32).toString('base64');
  return { site, pool, url, databaseVersion, openId, secret, tokensKey };
}
