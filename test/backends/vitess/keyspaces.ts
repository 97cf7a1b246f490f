import { shardDatabases } from '../../../dev/vitess/shards.ts';
import type { Keyspace } from '../../../dev/vitess.ts';
import { SEQUENCES, sequencesVschema, vschema } from './vschema.ts';

/** The keyspaces of one worker of the test run. Each holds one database at a time. */
export const keyspacesOf = (worker: number) => ({
  oneShard: { name: `whole_${worker}`, shards: 1 },
  twoShards: { name: `halves_${worker}`, shards: 2, vschema },
});

/** The keyspaces of so many workers, and the one of the sequences that number the rows of all. */
export const allKeyspaces = (workers: number): Keyspace[] => [
  { name: SEQUENCES, shards: 1, vschema: sequencesVschema },
  ...Array.from({ length: workers }, (_, index) => Object.values(keyspacesOf(index + 1))).flat(),
];

/** Returns the addresses of a keyspace's databases on the MySQL beneath. */
export const urlsBeneath = (beneath: string, keyspace: Keyspace): string[] =>
  shardDatabases(keyspace).map((name) => `${beneath}/${name}`);
