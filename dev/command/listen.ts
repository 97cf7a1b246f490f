import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Makes a server listen on this machine only, and returns its port; 0 picks a free one. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening'); // rejects when the server emits an error instead
  return (server.address() as AddressInfo).port; // a string for pipes only
}

/** Closes a server and the connections that clients keep open; does nothing when it is already closed. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Returns the one-line error for a port that cannot be listened on. */
export function portRefused(port: number, { code }: NodeJS.ErrnoException): Error {
  const reason = code === 'EADDRINUSE' ? 'which another program is listening on' : `which gives ${code}`;
  return new Error(`Expected a free port, got ${port}, ${reason}; choose another one.`);
}
