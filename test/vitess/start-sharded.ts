import { createConnection } from 'mysql2/promise';
import { startVitess, type VitessServer } from '../../dev/vitess.ts';
import * as production from '../../src/schema/production.ts';
import { shardedSchema } from '../../src/vitess.ts';
import { journal, sqlOf } from '../support/databases/apply-migrations.ts';

/** The options of a Vitess that refuses whatever would reach more than one shard. */
export const STRICT = ['--no-scatter', '--transaction-mode', 'SINGLE'];

/** A running Vitess, and the URL of its keyspace with the production tables. */
export interface ShardedVitess {
  readonly server: VitessServer;
  readonly url: string;
}

/** Starts a Vitess with the production tables on so many shards. */
export async function startSharded(shards: number, options: readonly string[]): Promise<ShardedVitess> {
  const made = shardedSchema(production, { sequences: 'numbers' });
  const server = await startVitess({
    options,
    keyspaces: [
      { name: 'numbers', shards: 1, vschema: made.sequencesVschema },
      { name: 'site', shards, vschema: made.vschema },
    ],
  });
  try {
    const url = `${server.url}/site`;
    await runEach(`${server.url}/numbers`, made.sequences);
    for (const { tag } of journal.entries) await runEach(url, statementsOf(await sqlOf(tag)));
    await runEach(url, made.lookups);
    return { server, url };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Returns the statements of a migration that change something; its checks read every shard. */
const statementsOf = (text: string) =>
  text
    .replaceAll(/^--.*$/gm, '')
    .split(/;\n/)
    .filter((statement) => /^\s*(create|alter)/i.test(statement));

async function runEach(url: string, statements: readonly string[]): Promise<void> {
  const connection = await createConnection(url);
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    connection.destroy();
  }
}
