import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** What one shard was sent: a verb and the table it names first. */
interface Touch {
  readonly shard: string;
  readonly what: string;
  readonly statement: string;
}

/** The log of the MySQL beneath a Vitess. */
export interface TabletLog {
  /** Returns what reached the shards of a keyspace while a call ran. */
  during(call: () => Promise<unknown>): Promise<Touch[]>;
  close(): Promise<void>;
}

/** Has the MySQL beneath a Vitess note every statement that a tablet sends it for a keyspace. */
export async function openTabletLog(beneath: string, keyspace: string): Promise<TabletLog> {
  const connection = await createConnection(beneath);
  const run = (sql: string, values: readonly string[] = []) =>
    connection.query<RowDataPacket[]>(sql, [...values]).then(([rows]) => rows);
  await run("set global log_output = 'TABLE'");
  await run('set global general_log = on');
  const database = `vt_${keyspace}_`;
  return {
    async during(call) {
      await run('truncate mysql.general_log');
      await call();
      // In the order of their beginning. A keyspace id in a statement is no text, so the text is read byte by byte.
      const rows = await run(
        `select clients.db, convert(log.argument using latin1) as statement
          from mysql.general_log as log
          join information_schema.processlist as clients on clients.id = log.thread_id
          where log.command_type = 'Query' and locate(?, clients.db) = 1 order by log.event_time`,
        [database],
      );
      return (
        rows
          .filter(({ statement }) => /^(select|insert|update|delete)\b/i.test(statement))
          // The tablets' own notes.
          .filter(({ statement }) => !statement.includes('_vt.'))
          .map(({ db, statement }) => ({
            shard: db.slice(database.length),
            what: verbAndTable(statement),
            statement,
          }))
      );
    },
    async close() {
      await run('set global general_log = off');
      await connection.end();
    },
  };
}

/** Returns the verb of a statement and the first table that it names. */
export function verbAndTable(statement: string): string {
  const [, verb = '', rest = ''] = /^(\w+)(.*)$/s.exec(statement) ?? [];
  const first = verb === 'update' ? /^\s+`?(\w+)/ : /\b(?:from|into)\s+`?(\w+)/;
  const lock = / (for update|lock in share mode)/.exec(rest)?.[1];
  return [verb, first.exec(rest)?.[1], lock].filter(Boolean).join(' ');
}
