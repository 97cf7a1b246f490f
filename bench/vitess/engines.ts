import { readFile } from 'node:fs/promises';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { askServer } from '../../dev/mysql/ask-server.ts';
import { freePort } from '../../dev/mysql/run-server.ts';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase } from '../../dev/mysql.ts';
import { type Keyspace, startVitess } from '../../dev/vitess.ts';
import { productionTables } from '../tables/ours.ts';

/** A MySQL, or a keyspace of Vitess with so many shards. */
export interface Engine {
  readonly name: string;
  readonly label: string;
  /** The number of shards; undefined for MySQL. */
  readonly shards?: number;
}

/** The engines, in the order of the reports. */
export const engines: readonly Engine[] = [
  { name: 'mysql', label: 'MySQL' },
  { name: 'plain', label: 'Vitess, one shard', shards: 1 },
  ...[2, 4, 8].map((shards) => ({ name: `shards_${shards}`, label: `Vitess, ${shards} shards`, shards })),
];

/** The engines with several shards, from the fewest to the most. */
export const several = engines.filter(({ shards = 0 }) => shards > 1);

/** The engine that all others are compared with. */
export const MYSQL = 'mysql';

/** The engine that those with more shards are compared with. */
export const ONE_SHARD = 'plain';

/** All engines, running and with empty tables. */
export interface RunningEngines {
  readonly urls: ReadonlyMap<string, string>;
  /** The address at which vtcombo tells what it has counted. */
  readonly countersUrl: string;
  readonly versions: { readonly vitess: string; readonly mysql: string };
}

/**
 * Starts one Vitess with a keyspace for each engine, on one MySQL, which is itself the first engine.
 *
 * All are there at once, in the same two processes, so that whatever else the machine does strikes all of them alike.
 */
export async function startEngines(cleanup: Cleanup): Promise<RunningEngines> {
  const port = await freePort();
  const vschema = JSON.parse(await shipped('sharded.vschema.json'));
  const sequences = JSON.parse(await shipped('sequences.vschema.json'));
  const sharded: readonly Keyspace[] = several.map(({ name, shards = 0 }) => ({ name, shards, vschema }));
  const server = await startVitess({
    keyspaces: [{ name: 'sequences', shards: 1, vschema: sequences }, ...sharded],
    options: ['--no-scatter', '--transaction-mode', 'SINGLE', '--port', `${port}`],
  });
  cleanup.add(() => server.stop());
  if (!server.beneath)
    throw new Error('Expected VITESS_URL to be unset: the keyspaces to measure are made here.');
  const { url: mysqlUrl } = await createDatabase(server.beneath);
  await runSql(`${server.url}/sequences`, await shipped('sequences.sql'));
  for (const { name } of sharded) await runSql(`${server.url}/${name}`, await shipped('lookups.sql'));
  const urls = new Map(
    engines.map(({ name }) => [name, name === MYSQL ? mysqlUrl : `${server.url}/${name}`]),
  );
  for (const url of urls.values()) await runSql(url, productionTables);
  const { version } = await askServer(server.beneath);
  const versions = { vitess: server.version, mysql: version };
  return { urls, countersUrl: `http://127.0.0.1:${port}/debug/vars`, versions };
}

/** Reads a file of drizzle/vitess/. */
const shipped = (name: string) => readFile(new URL(`../../drizzle/vitess/${name}`, import.meta.url), 'utf8');
