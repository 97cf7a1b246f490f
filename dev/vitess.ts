import { type Machine, thisMachine } from './mysql/machine.ts';
import type { ServerProgram } from './mysql/server.ts';
import { SOURCES } from './mysql/sources.ts';
import { startSupervised } from './mysql/supervised.ts';
import { askVersion } from './vitess/ask-version.ts';
import { builtVtcombo } from './vitess/build.ts';
import type { Keyspace, VitessJob, VitessServer } from './vitess/server.ts';

export type { Keyspace, VitessServer } from './vitess/server.ts';

/** How many shards to start, with which options of vtcombo, and where to report progress. */
export interface VitessOptions {
  /** The number of shards of the keyspace `sharded`; without it there is none. */
  readonly shards?: number | undefined;
  /** Further keyspaces. `CREATE DATABASE` makes another too, but of one shard only. @default none */
  readonly keyspaces?: readonly Keyspace[];
  /** Further options of vtcombo, such as `--no-scatter`. @default none */
  readonly options?: readonly string[];
  /** The function that gets each line of progress. @default writes to stderr */
  readonly log?: (line: string) => void;
}

const supervisor = new URL('./vitess/supervisor.ts', import.meta.url);

/**
 * Starts a real Vitess on a real MySQL, on free local ports, or uses VITESS_URL.
 *
 * There is a keyspace `plain` of one shard, as a PlanetScale branch has, and `sequences` and `sharded` where shards are
 * asked for. `CREATE DATABASE` makes another keyspace of one shard. Vitess is built with Go the first time, which takes
 * about five minutes. Both servers and their folder are gone after `stop()`, and also once this process has ended,
 * however it ends.
 *
 * @example
 * const server = await startVitess({ shards: 2, options: ['--no-scatter'] });
 * server.url; //=> 'mysql://root@127.0.0.1:40123'
 * await server.stop();
 */
export async function startVitess(given: VitessOptions = {}): Promise<VitessServer> {
  const { VITESS_URL } = process.env;
  if (VITESS_URL) return useVitessUrl(VITESS_URL);
  const { url, beneath, stop } = await startSupervised(await vitessJob(given), supervisor);
  try {
    return { kind: 'vitess', version: await askVersion(url), url, beneath, external: false, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Finds the programs of a Vitess, and returns what it takes to run them. */
export async function vitessJob(given: VitessOptions): Promise<VitessJob> {
  const {
    shards,
    keyspaces = [],
    options = [],
    log = (line) => void process.stderr.write(`${line}\n`),
  } = given;
  const machine = thisMachine();
  const sharded =
    shards === undefined
      ? []
      : [
          { name: 'sequences', shards: 1 },
          { name: 'sharded', shards },
        ];
  return {
    mysql: await findMysql(machine, log),
    vtcombo: await builtVtcombo(machine, log),
    keyspaces: [{ name: 'plain', shards: 1 }, ...sharded, ...keyspaces],
    options,
  };
}

async function useVitessUrl(url: string): Promise<VitessServer> {
  const version = await askVersion(url).catch((error: Error) => {
    throw new Error(`Expected a Vitess to answer at VITESS_URL: ${error.message}`);
  });
  return { kind: 'vitess', version, url, beneath: undefined, external: true, stop: async () => {} };
}

/** Finds a MySQL program for this machine; Vitess does not run on MariaDB. */
async function findMysql(machine: Machine, log: (line: string) => void): Promise<ServerProgram> {
  const reasons: string[] = [];
  for (const { name, kind, find } of SOURCES) {
    if (kind !== 'mysql') continue;
    try {
      const job = await find(machine, log);
      if (job.run === 'program') return job.program;
      reasons.push(`${name}: it starts MySQL by itself`);
    } catch (error) {
      reasons.push(`${name}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `Expected a MySQL to run Vitess on, got none:\n${reasons.map((line) => `  - ${line}`).join('\n')}`,
  );
}
