import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import type { Keyspace } from '../../dev/vitess.ts';
import { tablesBeneath } from './people.ts';

/** What goes on past Vitess, on the MySQL beneath it. */
export interface Beneath {
  /** Locks the people of every shard, so that each statement on them waits; returns how to end that. */
  lockTables(keyspace: Keyspace): Promise<() => Promise<void>>;
  /** Locks the rows of people, so that each change of them waits; returns how to end that. */
  lockRows(keyspace: Keyspace): Promise<() => Promise<void>>;
  /** Kills each statement that waits for a locked table, or its connection; returns how to end that. */
  killWaiting(kill: 'kill' | 'kill query'): Promise<() => Promise<void>>;
  /** Makes the server read-only; returns how to end that. */
  makeReadOnly(): Promise<() => Promise<void>>;
}

const WAITING =
  "select id from information_schema.processlist where state like 'Waiting for table metadata lock' and info like '%people%'";

/** Opens a connection past Vitess until the test ends. */
export async function beneathOf(url = ''): Promise<Beneath> {
  const connection = await createConnection(url);
  onTestFinished(() => connection.destroy());
  const run = async (statement: string) => void (await connection.query(statement));
  return {
    async lockTables(keyspace) {
      await run(`lock tables ${tablesBeneath(keyspace).map((table) => `${table} write`)}`);
      return () => run('unlock tables');
    },
    async lockRows(keyspace) {
      await run('begin');
      for (const table of tablesBeneath(keyspace)) await run(`select * from ${table} for update`);
      return () => run('rollback');
    },
    async killWaiting(kill) {
      const killer = await createConnection(url);
      let isStopped = false;
      const done = (async () => {
        while (!isStopped) {
          const [rows] = await killer.query<RowDataPacket[]>(WAITING);
          // One that has ended by itself in the meantime is not there to kill.
          for (const { id } of rows) await killer.query(`${kill} ${id}`).catch(() => {});
        }
      })();
      return async () => {
        isStopped = true;
        await done;
        killer.destroy();
      };
    },
    async makeReadOnly() {
      await run('set global super_read_only = 1');
      return () => run('set global read_only = 0');
    },
  };
}
