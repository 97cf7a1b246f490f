import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const DEFAULT_PORT = 3000;

/** Lets a server listen on this machine only, and returns its port; 0 takes a free one. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening'); // rejects when the server emits an error instead
  return (server.address() as AddressInfo).port; // a string for pipes only
}

/** Lets the site listen: on the port that is wanted, else on 3000, else, when that is taken, on a free one. */
export async function listenForSite(server: Server, wanted: number | undefined): Promise<number> {
  try {
    return await listen(server, wanted ?? DEFAULT_PORT);
  } catch (error) {
    if (wanted !== undefined) throw new Error(refusal(wanted, error as NodeJS.ErrnoException));
    console.log(
      `Port ${DEFAULT_PORT} ${reasonOf(error as NodeJS.ErrnoException)}, so the demo takes a free one.`,
    );
    return listen(server, 0);
  }
}

/** Closes a server, also the connections that browsers keep open; one that is closed already stays so. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function refusal(port: number, { code }: NodeJS.ErrnoException): string {
  const reason = code === 'EADDRINUSE' ? 'which another program listens on' : `which gives ${code}`;
  return `Expected PORT to be a free port, got ${port}, ${reason}; choose another one, or unset PORT.`;
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  return code === 'EADDRINUSE' ? 'is taken by another program' : `gives ${code}`;
}
