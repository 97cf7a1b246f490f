import type { prune as Prune } from 'authjs-drizzle-mysql/maintenance';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql/mysql2';
import { createConnection, type ResultSetHeader } from 'mysql2/promise';
import type { StatementTimes } from './statement-times.ts';

/** What it took to delete expired sessions. */
export interface Cleared {
  readonly rows: number;
  readonly totalMs: number;
  readonly statements: number;
  readonly longestMs: number;
}

/** Deletes expired sessions with `prune`: the published one for a benchmark, that of the sources for a test. */
export async function clearWithPrune(
  prune: typeof Prune,
  adapter: MySqlAdapterMethods,
  times: StatementTimes,
): Promise<Cleared> {
  const before = times.ms.length;
  const start = performance.now();
  const { sessions, done } = await prune(adapter);
  const totalMs = performance.now() - start;
  if (!done) throw new Error('Expected nothing to be left.');
  const taken = times.ms.slice(before);
  const longestMs = taken.reduce((longest, ms) => Math.max(longest, ms), 0);
  return { rows: sessions, totalMs, statements: taken.length, longestMs };
}

/** Deletes them in the simplest way: one statement. */
export async function clearAtOnce(url: string): Promise<Cleared> {
  const connection = await createConnection(url);
  const start = performance.now();
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(
    'delete from sessions where expires < utc_timestamp()',
  );
  const totalMs = performance.now() - start;
  await connection.end();
  return { rows: affectedRows, totalMs, statements: 1, longestMs: totalMs };
}
