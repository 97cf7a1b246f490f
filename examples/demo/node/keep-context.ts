import { AsyncResource } from 'node:async_hooks';
import type { Pool } from 'mysql2/promise';

/**
 * Makes a pool continue in the asynchronous context of its caller, even after waiting for a connection.
 *
 * `query`, `execute` and transactions all take their connection through the inner pool's `getConnection`. When every
 * connection is in use, it queues the callback, and would call it in the context of the request that returns a
 * connection.
 */
export function keepContext({ pool }: Pool): void {
  const getConnection = pool.getConnection.bind(pool);
  pool.getConnection = (callback) => getConnection(AsyncResource.bind(callback));
}
