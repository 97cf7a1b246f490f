// A process of its own: gets ready, waits for a line, calls a function of tokens many times at once, and says what it got.
import { createPool } from 'mysql2/promise';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as tables from '../../src/schema/production.ts';

/** What such a process is told. */
export interface Task {
  readonly url: string;
  readonly identifier: string;
  /** The token to use; undefined makes new ones. */
  readonly token?: string;
  /** How many calls it makes at once. */
  readonly calls: number;
  /** Milliseconds by which its clock is off. */
  readonly skewMs?: number;
}

const { url, identifier, token, calls, skewMs = 0 }: Task = JSON.parse(process.argv[2] ?? '');
const pool = createPool(url);
const now = () => new Date(Date.now() + skewMs);
const { create, use } = oneTimeTokens(MySqlAdapter(pool, { tables, now }), { purpose: 'password-reset' });

// Connections beforehand, so that all processes call at the same moment.
await Promise.all(Array.from({ length: calls }, () => pool.query('do sleep(0.05)')));
console.log('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
const call = () => (token === undefined ? create(identifier) : use(identifier, token));
console.log(JSON.stringify(await Promise.all(Array.from({ length: calls }, call))));
await pool.end();
process.exit();
