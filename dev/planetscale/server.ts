import { createServer, type Server } from 'node:http';
import { close, listen, portRefused } from '../command/listen.ts';
import { PendingFaults } from '../pending-faults.ts';
import { Connections } from './connections.ts';
import { credentialsCheck, urlFor } from './credentials.ts';
import { databaseOf } from './database-of.ts';
import { Executor } from './execute.ts';
import type { Fault } from './faults.ts';
import { handle } from './handle.ts';
import type { PlanetScaleOptions } from './options.ts';
import { RequestLog } from './request-log.ts';
import { Transactions } from './transactions.ts';

/** Answers on this machine as PlanetScale's HTTP API does, out of a real MySQL. */
export interface PlanetScaleServer {
  /** Is `http://user:password@127.0.0.1:PORT`, for `new Client({ url })`. */
  readonly url: string;
  /** Lists the queries that arrived since the start or the last {@link PlanetScaleServer.clear}, in order, whatever came of them. */
  readonly statements: readonly string[];
  /** Lists every request of the same time, as `POST /psdb.v1alpha1.Database/Execute`. */
  readonly requests: readonly string[];
  /** Empties `statements` and `requests`; faults that are still to happen stay. */
  clear(): void;
  /** Arranges a fault for requests to come; of several for one statement, the first injected happens first. */
  inject(fault: Fault): void;
  /** Ends its requests, its transactions and its connections to MySQL; a second call does nothing more. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for PlanetScale on a loopback port, in front of one database of a real MySQL.
 *
 * It speaks what @planetscale/database speaks: Execute and CreateSession of `psdb.v1alpha1.Database`. Rejects with
 * one line when the URL names no database, or leads to MariaDB. Other than at PlanetScale,
 * - two statements at once in one session are refused,
 * - outside of a transaction a session remembers LAST_INSERT_ID() alone: what SET or a temporary table does is gone
 *   with the request,
 * - a BEGIN takes a connection at once, of which there are 50, and not only the first statement after it,
 * - all the SQL of MySQL is understood, of which vtgate knows a part, and MySQL words the errors that vtgate would find,
 * - of the limits there are those of a transaction's time, a request's bytes and a result's 100,000 rows, of which
 *   a statement with a LIMIT of its own has all rows read first.
 *
 * @example
 * const server = await startPlanetScale('mysql://root@127.0.0.1:3306/app');
 * const client = new Client({ url: server.url });
 */
export async function startPlanetScale(
  databaseUrl: string,
  options: PlanetScaleOptions = {},
): Promise<PlanetScaleServer> {
  const { port = 0, user = 'local', password = 'local' } = options;
  const { transactionTimeoutMs = 20_000, maxBodyBytes = 16_777_216 } = options;
  if (!user || !password) throw new Error('Expected a user and a password, got an empty one.');
  const database = await databaseOf(databaseUrl);
  const connections = new Connections(databaseUrl, database);
  const transactions = new Transactions(connections, transactionTimeoutMs);
  const executor = new Executor({ connections, transactions, origin: { database, user } });
  const [faults, log] = [new PendingFaults<Fault>(), new RequestLog()];
  const checkCredentials = credentialsCheck(urlFor(0, user, password));
  const service = { executor, faults, log, maxBodyBytes, checkCredentials };
  const http = createServer((...message) => void handle(service, ...message));
  http.keepAliveTimeout = 0; // a client may find its connection closed just when it uses it again
  const taken = await listen(http, port).catch((error) => Promise.reject(portRefused(port, error)));
  return {
    url: urlFor(taken, user, password).href.replace(/\/$/, ''),
    statements: log.statements,
    requests: log.requests,
    clear: () => log.clear(),
    inject: (fault) => faults.add(fault),
    close: once(() => closeAll(http, transactions, connections)),
  };
}

async function closeAll(http: Server, transactions: Transactions, connections: Connections): Promise<void> {
  await close(http);
  transactions.close();
  await connections.close();
}

/** Returns a function whose second call waits for the first. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
