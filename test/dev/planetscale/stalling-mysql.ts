import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** The packet with which a client asks to reset its connection: COM_RESET_CONNECTION. */
const RESET = Buffer.from([1, 0, 0, 0, 0x1f]);

/** A MySQL that stalls, for the rest of one test. */
export interface StallingMysql {
  readonly url: string;
  /** A promise that resolves when a client asks to reset a connection and gets no answer. */
  readonly stalled: Promise<void>;
}

/** Starts a proxy before a MySQL that passes on everything but the reset of a connection, which gets no answer. */
export async function stallAtReset(serverUrl: string): Promise<StallingMysql> {
  const url = new URL(serverUrl);
  const target = { host: url.hostname, port: Number(url.port || 3306) };
  const sockets = new Set<Socket>();
  let tell = () => {};
  const stalled = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((client) => {
    const mysql = connect(target);
    for (const socket of [client, mysql]) sockets.add(socket.on('error', () => socket.destroy()));
    client.on('close', () => mysql.destroy());
    mysql.pipe(client);
    client.on('data', (packet) => (RESET.equals(packet) ? tell() : mysql.write(packet)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.port = String((server.address() as AddressInfo).port); // a string for pipes only
  url.hostname = '127.0.0.1';
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: url.href, stalled };
}
