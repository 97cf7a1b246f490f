import { once } from 'node:events';
import { createServer } from 'node:net';
import { PendingFaults } from '../pending-faults.ts';
import type { ConnectionFault } from './faults.ts';
import { relay } from './relay.ts';

/** A proxy between clients and a MySQL server that notes every statement it passes on. */
export interface MySqlProxy {
  /** The server's address as clients should use it, with the proxy's port. */
  readonly url: string;
  /**
   * The statements since the start or the last {@link MySqlProxy.clear}, in the order they were sent, whether they
   * succeeded or not.
   */
  readonly statements: readonly string[];
  /** Empties `statements`; faults that are still to happen stay. */
  clear(): void;
  /** Arranges a fault for statements to come. If several match one statement, the first injected happens first. */
  inject(fault: ConnectionFault): void;
  /** Ends every connection and refuses new ones, as a server that goes down does. */
  goDown(): Promise<void>;
  /** Lets clients connect again, at the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a proxy on a free loopback port in front of a MySQL server.
 *
 * It reads the protocol itself, so what it counts is what reaches the server, whatever driver sent it. The
 * connection must be plain: TLS and compression hide the statements.
 */
export async function startMySqlProxy(serverUrl: string): Promise<MySqlProxy> {
  const url = new URL(serverUrl);
  const target = { host: url.hostname, port: Number(url.port || 3306) };
  const statements: string[] = [];
  const faults = new PendingFaults<ConnectionFault>();
  const ends = new Set<() => void>();
  const server = createServer((client) => {
    const end = relay(client, target, (statement) => {
      statements.push(statement);
      return faults.take(statement);
    });
    ends.add(end);
    client.on('close', () => ends.delete(end));
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const goDown = async () => {
    if (!server.listening) return;
    server.close();
    for (const end of ends) end();
    await once(server, 'close');
  };

  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected the proxy to have a port.');
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    statements,
    clear: () => void statements.splice(0),
    inject: (fault) => faults.add(fault),
    goDown,
    comeBack: () => listen(address.port),
    close: goDown,
  };
}
