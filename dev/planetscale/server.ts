import { createServer, type Server } from 'node:http';
import { close, listen, portRefused } from '../command/listen.ts';
import { PendingFaults } from '../pending-faults.ts';
import { databaseOf, isVitess } from './database-of.ts';
import { credentialsCheck, urlFor } from './http/credentials.ts';
import type { Fault } from './http/faults.ts';
import { handle } from './http/handle.ts';
import { RequestLog } from './http/request-log.ts';
import type { PlanetScaleOptions } from './options.ts';
import { Connections } from './sessions/connections.ts';
import { Executor } from './sessions/execute.ts';
import { Transactions } from './sessions/transactions.ts';

/** A server on this machine that answers as PlanetScale's HTTP API does, from a real MySQL. */
export interface PlanetScaleServer {
  /** `http://user:password@127.0.0.1:PORT`, for `new Client({ url })`. */
  readonly url: string;
  /** The queries that arrived since the start or the last {@link PlanetScaleServer.clear}, in order, whether they succeeded or not. */
  readonly statements: readonly string[];
  /** Every request since then, such as `POST /psdb.v1alpha1.Database/Execute`. */
  readonly requests: readonly string[];
  /** Empties `statements` and `requests`; faults that are still to happen stay. */
  clear(): void;
  /** Arranges a fault for requests to come. If several match one statement, the first injected happens first. */
  inject(fault: Fault): void;
  /** Ends its requests, its transactions and its connections to MySQL; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for PlanetScale on a loopback port, in front of one database of a real MySQL.
 *
 * It speaks what @planetscale/database speaks: Execute and CreateSession of `psdb.v1alpha1.Database`. Rejects with
 * one line when the URL names no database or leads to MariaDB. It differs from PlanetScale in that
 * - two statements at once in one session are refused,
 * - outside of a transaction a session remembers only LAST_INSERT_ID(): the effects of SET and temporary tables end
 *   with the request,
 * - BEGIN already takes one of the 50 connections, not the first statement after it,
 * - it understands all of MySQL's SQL, of which vtgate knows a part,
 * - its only limits are a transaction's time, a request's bytes and a result's 100,000 rows, and a statement with a
 *   LIMIT of its own has all its rows read first.
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
  const origin = { database, user, isVitess: await isVitess(databaseUrl) };
  const connections = new Connections(databaseUrl, database, origin.isVitess);
  const transactions = new Transactions(connections, transactionTimeoutMs);
  const executor = new Executor({ connections, transactions, origin });
  const [faults, log] = [new PendingFaults<Fault>(), new RequestLog()];
  const checkCredentials = credentialsCheck(urlFor(0, user, password));
  const service = { executor, faults, log, maxBodyBytes, checkCredentials };
  const http = createServer((...message) => void handle(service, ...message));
  http.keepAliveTimeout = 0; // otherwise it could close a connection just as a client reuses it
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

/** Returns a function that runs once; later calls wait for the first. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
