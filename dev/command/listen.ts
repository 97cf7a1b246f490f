import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Lets a server listen on this machine only, and returns its port; 0 takes a free one. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening'); // rejects when the server emits an error instead
  return (server.address() as AddressInfo).port; // a string for pipes only
}

/** Closes a server, also the connections that clients keep open; one that is closed already stays so. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Says in one line that a port cannot be listened on. */
export function portRefused(port: number, { code }: NodeJS.ErrnoException): Error {
  const reason = code === 'EADDRINUSE' ? 'which another program listens on' : `which gives ${code}`;
  return new Error(`Expected a port that is free, got ${port}, ${reason}; take another one.`);
}
