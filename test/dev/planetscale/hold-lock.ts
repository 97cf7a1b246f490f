import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';

/** A lock that somebody else holds, so that a statement lasts as long as a test wants. */
export interface HeldLock {
  /** The statement that waits for the lock and returns 1. */
  readonly statement: string;
  /** Resolves when the statement is running and waiting, on as many connections as given. */
  isAwaited(times?: number): Promise<void>;
  /** Kills the connection on which the statement waits. */
  killWaiting(): Promise<void>;
  release(): Promise<void>;
}

/** Takes a lock on a connection past the stand-in, until it is released or the test is finished. */
export async function holdLock(databaseUrl: string): Promise<HeldLock> {
  const direct = await createConnection(databaseUrl);
  onTestFinished(() => direct.destroy());
  const name = new URL(databaseUrl).pathname.slice(1);
  await direct.query('select get_lock(?, 0)', [name]);
  const waiting = async () => {
    const [rows] = await direct.query<RowDataPacket[]>(
      "select id from information_schema.processlist where state = 'User lock' and db = ?",
      [name],
    );
    return rows.map(({ id }) => Number(id));
  };
  return {
    statement: `select get_lock('${name}', 60) as got`,
    isAwaited: (times = 1) => expect.poll(waiting, { timeout: 10_000 }).toHaveLength(times),
    killWaiting: async () => {
      for (const id of await waiting()) await direct.query(`kill ${id}`);
    },
    release: async () => {
      await direct.query('select release_lock(?)', [name]);
    },
  };
}
