import type { Cleanup } from '../command/cleanup.ts';
import { readPort } from '../command/read-port.ts';
import { runUntilSignal } from '../command/run-until-signal.ts';
import { createDatabase, startServer } from '../mysql.ts';
import { startPlanetScale } from '../planetscale.ts';

/**
 * Serves the database that DATABASE_URL names, or a new empty one on its own server, until Ctrl-C.
 *
 * Prints only the URL for `new Client({ url })` to stdout. User and password are always `local`, and PORT keeps the
 * port the same, so that the URL can go into an `.env` file.
 */
async function main(cleanup: Cleanup): Promise<void> {
  const port = readPort(process.env) ?? 0;
  const databaseUrl = process.env.DATABASE_URL || (await ownDatabase(cleanup));
  const server = await startPlanetScale(databaseUrl, { port });
  cleanup.add(() => server.close());
  process.stderr.write(`${explanation(databaseUrl)}\n`);
  process.stdout.write(`${server.url}\n`);
}

async function ownDatabase(cleanup: Cleanup): Promise<string> {
  const server = await startServer({ kind: 'mysql' });
  cleanup.add(() => server.stop());
  const database = await createDatabase(server.url);
  return database.url;
}

function explanation(databaseUrl: string): string {
  const runs = 'PlanetScale stand-in, runs until Ctrl-C';
  if (process.env.DATABASE_URL)
    return `${runs}; it serves the database at DATABASE_URL and leaves it in place:`;
  return `${runs}; its database is new, empty and deleted at the end; to migrate it, use ${databaseUrl} :`;
}

await runUntilSignal(main);
