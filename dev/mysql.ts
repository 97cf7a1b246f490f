import { thisMachine } from './mysql/machine.ts';
import type { DatabaseServer } from './mysql/server.ts';
import { type StartOptions, startOn } from './mysql/start-on.ts';
import type { VitessServer } from './vitess/server.ts';
import { startVitess, type VitessOptions } from './vitess.ts';

export { createDatabase, type TemporaryDatabase } from './mysql/create-database.ts';
export type { DatabaseServer, ServerKind } from './mysql/server.ts';
export type { StartOptions } from './mysql/start-on.ts';

/**
 * Starts a real server on a free local port, with its data in a temporary folder, or uses DATABASE_URL.
 *
 * Uses the first of these that works: DATABASE_URL, MySQL on PATH, MySQL unpacked from Debian's unstable suite, MySQL
 * downloaded by mysql-memory-server, MariaDB on this machine, MariaDB installed by apt-get. The server and its folder
 * are gone after `stop()`, and also once this process has ended, however it ends.
 *
 * @example
 * const server = await startServer({ kind: 'mysql' });
 * server.url; //=> 'mysql://root@127.0.0.1:40123'
 * await server.stop();
 */
export function startServer(options?: StartOptions): Promise<DatabaseServer>;
/** Starts a Vitess on a MySQL of its own, as {@link startVitess} does. */
export function startServer(options: VitessOptions & { readonly kind: 'vitess' }): Promise<VitessServer>;
export function startServer(
  options: StartOptions | (VitessOptions & { readonly kind: 'vitess' }) = {},
): Promise<DatabaseServer | VitessServer> {
  return options.kind === 'vitess' ? startVitess(options) : startOn(thisMachine(), options);
}
