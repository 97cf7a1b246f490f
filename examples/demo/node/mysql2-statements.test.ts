import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DatabaseServer, startServer } from '../../../dev/mysql.ts';
import { RequestHistory } from '../statement-log.ts';
import { TOKENS_KEY } from '../testing/tokens-key.ts';
import { databaseOn } from './database-on.ts';
import { recordMysql2Statements } from './mysql2-statements.ts';

// Six times as many as the ten connections that a pool opens by default.
const REQUESTS = 60;

let server: DatabaseServer;
let pool: Pool;

beforeAll(async () => {
  server = await startServer();
  pool = createPool(server.url);
});

afterAll(async () => {
  await pool?.end();
  await server?.stop();
});

it('gives every request its own statements, even when they wait for a connection', async () => {
  const log = recordMysql2Statements(pool, databaseOn(pool, TOKENS_KEY), new RequestHistory(REQUESTS));
  const numbers = Array.from({ length: REQUESTS }, (_, index) => index);
  await Promise.all(numbers.map((number) => log.record(String(number), () => threeStatements(number))));

  const recorded = log.latest().map(({ name, statements }) => [name, statements.map(({ sql }) => sql)]);
  expect(Object.fromEntries(recorded)).toEqual(
    Object.fromEntries(numbers.map((number) => [String(number), textsOf(number)])),
  );
});

function textsOf(number: number): string[] {
  return ['query', 'connection', 'execute'].map((way) => `select '${way} of ${number}'`);
}

async function threeStatements(number: number): Promise<void> {
  const [first = '', second = '', third = ''] = textsOf(number);
  await pool.query(first);
  const connection = await pool.getConnection();
  await connection.query(second);
  connection.release();
  await pool.execute(third);
}
