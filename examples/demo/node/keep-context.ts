import { AsyncResource } from 'node:async_hooks';
import type { Pool } from 'mysql2/promise';

/**
 * Makes a pool go on in the asynchronous context of whoever asks it for a connection, also after a wait.
 *
 * All of `query`, `execute` and transactions take their connection through the inner pool's `getConnection`. When
 * every connection is in use it puts the callback in a queue, and would call it in the context of the request that
 * gives its connection back.
 */
export function keepContext({ pool }: Pool): void {
  const getConnection = pool.getConnection.bind(pool);
  pool.getConnection = (callback) => getConnection(AsyncResource.bind(callback));
}
