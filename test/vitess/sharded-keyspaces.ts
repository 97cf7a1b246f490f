import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { shardNames } from '../../dev/vitess/shards.ts';
import { type Keyspace, startVitess, type VitessServer } from '../../dev/vitess.ts';
import { journal, sqlOf } from '../support/databases/apply-migrations.ts';

/** The options of a Vitess that refuses whatever would reach more than one shard. */
export const STRICT = ['--no-scatter', '--transaction-mode', 'SINGLE'];

const SHARDS = 2;

/** Reads a file of drizzle/vitess/. */
const shipped = (name: string) => readFile(new URL(`../../drizzle/vitess/${name}`, import.meta.url), 'utf8');

/** Starts a Vitess with keyspaces of several shards that have the VSchema and the lookup tables of the package. */
export async function startSharded(
  names: readonly string[],
  options: readonly string[] = [],
  shards = SHARDS,
): Promise<VitessServer> {
  const vschema = JSON.parse(await shipped('sharded.vschema.json'));
  const sequences = JSON.parse(await shipped('sequences.vschema.json'));
  const keyspaces: Keyspace[] = [
    { name: 'sequences', shards: 1, vschema: sequences },
    ...names.map((name) => ({ name, shards, vschema })),
  ];
  const server = await startVitess({ keyspaces, options });
  await runSql(`${server.url}/sequences`, await shipped('sequences.sql'));
  for (const name of names) await runSql(`${server.url}/${name}`, await shipped('lookups.sql'));
  return server;
}

/** Makes the production tables on every shard, as a plain client does: Drizzle's own reads could be refused. */
export async function makeProductionTables(url: string): Promise<void> {
  for (const { tag } of journal.entries) await runSql(url, await sqlOf(tag));
  await untilKnown(url, "select allowed from verification_tokens where identifier = ''");
}

/** Waits until vtgate has heard of what a statement names, a moment after it was made. */
async function untilKnown(url: string, statement: string): Promise<void> {
  const tryFor = 30_000;
  for (const start = Date.now(); ; await setTimeout(50)) {
    try {
      return await runSql(url, statement);
    } catch (error) {
      if (Date.now() - start > tryFor) throw error;
    }
  }
}

/** Returns the URL of each of the two shards of a keyspace, on the MySQL beneath. */
export const shardsOf = ({ beneath }: VitessServer, name: string): string[] =>
  shardNames({ name, shards: SHARDS }).map((shard) => `${beneath}/vt_${name}_${shard}`);
