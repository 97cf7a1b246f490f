// A process of its own: gets ready, waits for a line, guesses codes or asks for some, and says what came of it.
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { limitCodeRequests } from '../../src/codes.ts';
import { MySqlAdapter } from '../../src/index.ts';
import * as tables from '../../src/schema/production.ts';

/** What such a process is told. */
export interface Task {
  readonly url: string;
  /** The isolation level of its sessions. */
  readonly level: string;
  readonly identifier: string;
  /** The codes to guess, all at once. */
  readonly guesses?: readonly string[];
  /** How often to request a code, all at once. */
  readonly requests?: number;
}

/** What it says in the end. */
export interface Said {
  /** How many guesses were compared: each of them reads the row. */
  readonly judged: number;
  readonly redeemed: number;
  /** How many requests may have a mail. */
  readonly mails: number;
}

const { url, level, identifier, guesses = [], requests = 0 }: Task = JSON.parse(process.argv[2] ?? '');

const pool = createPool({ uri: url, connectionLimit: 10 });
pool.pool.on('connection', (connection) =>
  connection.query(`set session transaction isolation level ${level}`),
);
let judged = 0;
const logger = {
  logQuery(text: string) {
    if (text.startsWith('select')) judged++;
  },
};
const adapter = MySqlAdapter(drizzle({ client: pool, logger }), { tables, emailCodes: true });
const signIn = limitCodeRequests(adapter);
const request = { account: { providerAccountId: identifier }, email: { verificationRequest: true } };

// Connections beforehand, so that all processes go at the same moment.
await Promise.all(Array.from({ length: 10 }, () => pool.query('select sleep(0.01)')));
console.log('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
const [found, passed] = await Promise.all([
  Promise.all(guesses.map((token) => adapter.useVerificationToken({ identifier, token }))),
  Promise.all(Array.from({ length: requests }, () => signIn(request))),
]);
const said: Said = {
  judged,
  redeemed: found.filter((each) => each !== null).length,
  mails: passed.filter(Boolean).length,
};
console.log(JSON.stringify(said));
await pool.end();
process.exit();
