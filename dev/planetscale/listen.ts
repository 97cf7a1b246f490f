import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Is an HTTP server that listens. */
export interface Listening {
  readonly port: number;
  /** Ends what it is answering, too. */
  close(): Promise<void>;
}

/** Listens on a loopback port, 0 for a free one; rejects with one line when it can't. */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  server.keepAliveTimeout = 0; // a client may find its connection closed just when it uses it again
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new Error(refusal(port, error));
  });
  return {
    port: (server.address() as AddressInfo).port, // a string for pipes only
    close: () => close(server),
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function refusal(port: number, { code }: NodeJS.ErrnoException): string {
  const reason = code === 'EADDRINUSE' ? 'which another program listens on' : `which gives ${code}`;
  return `Expected a port that is free, got ${port}, ${reason}; take another.`;
}
