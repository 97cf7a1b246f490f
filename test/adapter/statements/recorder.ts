import { drizzle } from 'drizzle-orm/mysql-proxy';
import type { Database } from '../../../src/index.ts';

/** Makes a database of no server, which writes one row each time, and the list of what it is sent. */
export function recorder() {
  const sent: (readonly [sql: string, params: unknown[]])[] = [];
  const db = drizzle(async (sql, params) => {
    sent.push([sql, params]);
    return { rows: [{ affectedRows: 1 }] };
  });
  return { db: db as unknown as Database, sent };
}
