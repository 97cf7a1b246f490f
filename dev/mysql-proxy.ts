import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between clients and a MySQL server and notes every statement that passes. */
export interface MySqlProxy {
  /** The server's address as clients should use it, with the proxy's port. */
  readonly url: string;
  /** The statements since the start or the last {@link MySqlProxy.clear}, in the order they were sent. */
  readonly statements: readonly string[];
  clear(): void;
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
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('close', () => sockets.delete(socket));
      socket.on('error', () => [client, upstream].forEach((each) => void each.destroy()));
    }
    client.on(
      'data',
      commandReader((statement) => statements.push(statement)),
    );
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected the proxy to have a port.');
  url.hostname = '127.0.0.1';
  url.port = String(address.port);

  return {
    url: url.href,
    statements,
    clear: () => void statements.splice(0),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Numbers and names of the commands that carry a statement, from MySQL's client/server protocol. */
const COM_QUERY = 0x03;
const COM_STMT_PREPARE = 0x16;
const COM_STMT_EXECUTE = 0x17;
/** Commands that run nothing: quit, ping, close and reset a statement, reset the connection. */
const SILENT = new Set([0x01, 0x0e, 0x19, 0x1a, 0x1f]);

/**
 * Returns a reader of one client's bytes that reports each command.
 *
 * A packet is a length of three bytes, a sequence number and the body. Only a command has sequence number 0: the
 * packets of the login count on from the server's greeting.
 */
function commandReader(report: (statement: string) => void) {
  let pending = Buffer.alloc(0);
  return (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes]);
    while (pending.length >= 4) {
      const end = 4 + pending.readUIntLE(0, 3);
      if (pending.length < end) return;
      const [sequence, command] = [pending[3], pending[4]];
      if (sequence === 0 && command !== undefined) {
        const name = statementOf(command, pending.subarray(5, end));
        if (name !== undefined) report(name);
      }
      pending = pending.subarray(end);
    }
  };
}

function statementOf(command: number, body: Buffer): string | undefined {
  if (SILENT.has(command)) return undefined;
  if (command === COM_QUERY) return body.subarray(startsWithAttributes(body) ? 2 : 0).toString('utf8');
  if (command === COM_STMT_PREPARE) return `prepare ${body.toString('utf8')}`;
  if (command === COM_STMT_EXECUTE) return 'execute';
  return `command 0x${command.toString(16)}`;
}

/** MySQL 8.0.23 and later are told first that a query has no attributes: a count of none, in one set. */
const startsWithAttributes = (body: Buffer) => body[0] === 0 && body[1] === 1;
