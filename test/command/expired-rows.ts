import { setTimeout } from 'node:timers/promises';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import { query } from '../support/databases/query.ts';

/** Writes sessions that ended long ago, and some that have not, by their tokens `old-<number>` and `new-<number>`. */
export async function fillSessions(url: string, expired: number, living = 0): Promise<void> {
  const connection = await createConnection(url);
  try {
    const rows = [...rowsOf('old', expired, '2020-01-31'), ...rowsOf('new', living, '2990-01-31')];
    if (rows.length > 0)
      await connection.query(
        'insert into sessions (session_token, user_id, expires, created_at, updated_at) values ?',
        [rows],
      );
  } finally {
    connection.destroy();
  }
}

const rowsOf = (name: string, count: number, expires: string) =>
  Array.from({ length: count }, (_, index) => [
    `${name}-${index}`,
    `user-${index}`,
    expires,
    expires,
    expires,
  ]);

/** Counts the sessions that are there. */
export async function countSessions(url: string): Promise<number> {
  const [row] = await query(url, 'select count(*) as count from sessions');
  return Number(row?.count);
}

/** Locks the sessions of some tokens, until the connection is closed or told to let go. */
export async function lockSessions(url: string, ...tokens: string[]): Promise<Connection> {
  const connection = await createConnection(url);
  onTestFinished(() => connection.destroy());
  await connection.beginTransaction();
  await connection.query('select id from sessions where session_token in (?) for update', [tokens]);
  return connection;
}

/** Waits until somebody else's DELETE is under way in a database, and so waits for a lock. */
export async function untilDeleting(connection: Connection): Promise<void> {
  for (;;) {
    const [rows] = await connection.query<RowDataPacket[]>(
      "select id from information_schema.processlist where db = database() and info like 'delete %'",
    );
    if (rows.length > 0) return;
    await setTimeout(50);
  }
}
