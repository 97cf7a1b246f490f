/** Starts the demo on Node: a database, an OpenID Connect provider and the site, all on this machine only. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { drizzle } from 'drizzle-orm/mysql2';
import { startServer } from '../../dev/mysql.ts';
import { createDemo } from './app.ts';
import { Cleanup, endOnSignal } from './node/cleanup.ts';
import { close, listenForSite } from './node/listen.ts';
import { recordMysql2Statements } from './node/mysql2-statements.ts';
import { openDatabase } from './node/open-database.ts';
import { readExisting } from './node/read-existing.ts';
import { readPort } from './node/read-port.ts';
import { startProvider } from './provider/index.ts';

const cleanup = new Cleanup();
endOnSignal(cleanup);
try {
  console.log(`The demo is ready: ${await start()}  (Ctrl-C stops it)`);
} catch (error) {
  console.error((error as Error).message.split('\n')[0]);
  await cleanup.run();
  process.exit(1);
}

async function start(): Promise<string> {
  // The port comes first: it costs nothing to find out that it is taken, and the provider has to know it.
  let answer: (request: Request) => Response | Promise<Response> = () =>
    new Response('starting', { status: 503 });
  const site = createServer(getRequestListener((request) => answer(request)));
  const origin = `http://127.0.0.1:${await listenForSite(site, readPort(process.env))}`;
  cleanup.add(() => close(site));

  const server = await startServer();
  cleanup.add(() => server.stop());
  const pool = await openDatabase(server, readExisting(process.env));
  cleanup.add(() => pool.end());
  const openId = await startProvider(origin);
  cleanup.add(() => openId.stop());

  answer = createDemo({
    adapter: MySqlAdapter(pool),
    database: drizzle({ client: pool }),
    databaseName: `${server.kind === 'mysql' ? 'MySQL' : 'MariaDB'} ${server.version} through mysql2`,
    statements: recordMysql2Statements(pool),
    openId,
    secret: process.env.AUTH_SECRET || randomBytes(32).toString('hex'),
    origin,
  }).fetch;
  return origin;
}
