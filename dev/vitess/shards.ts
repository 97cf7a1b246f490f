import type { Keyspace } from './server.ts';

/** Returns the names of a keyspace's shards: their ranges of keys, such as `-80` and `80-`, or `0` for a single one. */
export function shardNames({ shards }: Keyspace): string[] {
  if (shards === 1) return ['0'];
  const bounds = Array.from({ length: shards - 1 }, (_, index) => hexBound((index + 1) / shards));
  return ['', ...bounds].map((from, index) => `${from}-${bounds[index] ?? ''}`);
}

/** Returns the database of each shard on the MySQL beneath. */
export const shardDatabases = (keyspace: Keyspace): string[] =>
  shardNames(keyspace).map((shard) => `vt_${keyspace.name}_${shard}`);

/** Writes the part of all keys that a bound lies at in two hexadecimal digits. */
const hexBound = (part: number): string =>
  Math.round(part * 256)
    .toString(16)
    .padStart(2, '0');
