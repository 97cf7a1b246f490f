import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** A connection that kills statements of others as they come. */
export interface Killer {
  /** Stops it, and returns how many statements it has killed. */
  stop(): Promise<number>;
}

/** Kills every statement of some kind in a database that it sees, whatever it is at, with its connection or without. */
export async function startKiller(
  url: string,
  kill: 'kill' | 'kill query',
  statements: RegExp = /^delete /,
): Promise<Killer> {
  const connection = await createConnection(url);
  let isStopped = false;
  let count = 0;
  const strike = async () => {
    const [rows] = await connection.query<RowDataPacket[]>(
      'select id, info from information_schema.processlist where db = database() and id <> connection_id()',
    );
    for (const { id } of rows.filter(({ info }) => statements.test(info ?? ''))) {
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
