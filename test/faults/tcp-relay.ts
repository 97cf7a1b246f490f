import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A relay between clients and a server, like a hop on a network. */
export interface TcpRelay {
  /** The server's address with the relay's port. */
  readonly url: string;
  /** Counts the connections that clients have opened so far. */
  opened(): number;
  /** Counts the connections that are open now. */
  open(): number;
  /** Forgets the connections that there are, as a NAT does: neither end is told before it sends something. */
  forget(): void;
  close(): Promise<void>;
}

/** Starts a relay on a free loopback port in front of a server. */
export async function startTcpRelay(serverUrl: string): Promise<TcpRelay> {
  const url = new URL(serverUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  const clients = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  let opened = 0;
  const server = createServer((client) => {
    opened += 1;
    clients.add(client);
    const upstream = connect(target);
    client.on('data', (bytes) => {
      if (forgotten.has(client)) client.resetAndDestroy();
      else upstream.write(bytes);
    });
    upstream.pipe(client);
    const end = () => {
      for (const socket of [client, upstream]) socket.destroy();
      clients.delete(client);
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected the relay to have a port.');
  url.port = String(address.port);
  return {
    url: url.href,
    opened: () => opened,
    open: () => clients.size,
    forget: () => clients.forEach((client) => void forgotten.add(client)),
    async close() {
      server.close();
      for (const client of clients) client.destroy();
      await once(server, 'close');
    },
  };
}
