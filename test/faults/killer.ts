import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** A connection that kills statements of others as they come. */
export interface Killer {
  /** Stops it, and returns how many statements it has killed. */
  stop(): Promise<number>;
}

const DELETIONS =
  "select id from information_schema.processlist where db = database() and info like 'delete %'";

/** Kills every DELETE in a database that it sees, whatever it is at, with its connection or without. */
export async function startKiller(url: string, kill: 'kill' | 'kill query'): Promise<Killer> {
  const connection = await createConnection(url);
  let isStopped = false;
  let count = 0;
  const strike = async () => {
    const [rows] = await connection.query<RowDataPacket[]>(DELETIONS);
    for (const { id } of rows) {
      // It may have ended by itself in the meantime.
      await connection.query(`${kill} ${id}`).then(
        () => count++,
        () => {},
      );
    }
  };
  const done = (async () => {
    while (!isStopped) await strike();
  })();
  return {
    async stop() {
      if (isStopped) return count;
      isStopped = true;
      await done;
      await connection.end();
      return count;
    },
  };
}
