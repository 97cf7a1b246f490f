import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { connect } from '@tidbcloud/serverless';
import { createPool, type FieldPacket, type ResultSetHeader } from 'mysql2/promise';

/** A stand-in for TiDB Cloud's gateway, over a server of MySQL. */
export interface TiDBGateway {
  /** Makes a client of TiDB's own driver, which speaks to it. */
  client(): ReturnType<typeof connect>;
  /** Sets the answer to the requests that follow, instead of asking the server. */
  answer(answer: Answer | undefined): void;
  /** Counts the requests so far. */
  requests(): number;
  close(): Promise<void>;
}

/** The status and the body of an answer; without a body there is no answer at all. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * Starts a gateway on a free loopback port, which answers as far as TiDB's driver reads it: every value as text, and a
 * count that is left out where there is none. How it words an error of SQL is nowhere said; this is Go's form for it.
 */
export async function startTiDBGateway(url: string): Promise<TiDBGateway> {
  const pool = createPool({ uri: url, typeCast: (field) => field.string() });
  let given: Answer | undefined;
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    const { query } = (await json(request)) as { query: string };
    const { status, body } = given ?? (await run(query));
    if (body === undefined) return void request.socket.destroy();
    response.writeHead(status, { 'TiDB-Session': 'session' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');

  async function run(query: string): Promise<Answer> {
    try {
      const [rows, fields] = await pool.query({ sql: query, rowsAsArray: true });
      return { status: 200, body: fields ? resultOf(rows, fields) : countsOf(rows as ResultSetHeader) };
    } catch (error) {
      const { errno, sqlState, message } = error as { errno: number; sqlState: string; message: string };
      return { status: 400, body: { code: '400', message: `Error ${errno} (${sqlState}): ${message}` } };
    }
  }

  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('Expected the gateway to have a port.');
  const local = `http://127.0.0.1:${address.port}/v1beta/sql`;
  return {
    client: () =>
      connect({ url: 'mysql://u:hunter2@gateway/app', fetch: (_url, init) => fetch(local, init) }),
    answer: (answer) => {
      given = answer;
    },
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

/** TiDB's names for the types that the tables have, by MySQL's numbers. */
const TYPES: Readonly<Record<number, string>> = { 3: 'INT', 8: 'BIGINT', 12: 'DATETIME', 253: 'VARCHAR' };

const resultOf = (rows: unknown, fields: FieldPacket[]) => ({
  types: fields.map(({ name, columnType = 0 }) => ({ name, type: TYPES[columnType] ?? 'TEXT' })),
  rows,
});

const countsOf = ({ affectedRows, insertId }: ResultSetHeader) => ({
  rowsAffected: affectedRows || undefined,
  sLastInsertID: String(insertId),
});
