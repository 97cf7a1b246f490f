import { join } from 'node:path';
import { freePort } from '../mysql/run-server.ts';
import type { Keyspace } from './server.ts';
import { shardNames } from './shards.ts';

/** Where a vtcombo has its files, where it listens, and what it serves. */
interface Place {
  readonly folder: string;
  readonly port: number;
  readonly keyspaces: readonly Keyspace[];
}

/** Returns the options that run vtcombo on the MySQL whose socket is in a folder. */
export async function vtcomboOptions({ folder, port, keyspaces }: Place): Promise<string[]> {
  // By its socket: over TCP vtcombo would try to set up replication, which it cannot.
  const socket = join(folder, 'sock');
  const users = ['app', 'dba', 'allprivs', 'appdebug', 'filtered', 'repl'];
  return [
    ...['--mysql-server-port', `${port}`, '--mysql-server-bind-address', '127.0.0.1'],
    ...['--port', `${await freePort()}`, '--bind-address', '127.0.0.1'],
    ...['--grpc-port', `${await freePort()}`, '--grpc-bind-address', '127.0.0.1'],
    ...['--mysql-auth-server-impl', 'none', '--db-charset', 'utf8mb4'],
    ...['--db-socket', socket, '--mycnf-socket-file', socket, '--mycnf-server-id', '1'],
    ...users.flatMap((user) => [`--db-${user}-user`, 'root']),
    ...['--json-topo', topology(keyspaces), '--schema-dir', join(folder, 'schema')],
    // CREATE DATABASE makes a keyspace of one shard, and ALTER VSCHEMA is allowed.
    ...['--dbddl-plugin', 'vttest', '--vschema-ddl-authorized-users', '%'],
    ...['--normalize-queries', '--enable-system-settings=true'],
    ...['--gateway-initial-tablet-timeout', '3s', '--tablet-refresh-interval', '10s'],
    ...['--queryserver-config-pool-size', '32', '--queryserver-config-transaction-cap', '64'],
  ];
}

function topology(keyspaces: readonly Keyspace[]): string {
  return JSON.stringify({
    cells: ['local'],
    keyspaces: keyspaces.map((keyspace) => ({
      name: keyspace.name,
      shards: shardNames(keyspace).map((name) => ({ name })),
      replicaCount: 1,
    })),
  });
}
