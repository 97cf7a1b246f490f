import { createPool, type Pool, type PoolConnection } from 'mysql2/promise';
import { addVindexes, dropFromVschema, dropOwnTables } from './vindexes.ts';

type Query = (...given: unknown[]) => Promise<[unknown, unknown]>;

/** What a statement is about, by its first words, and so where it goes. */
const ON_EACH_SHARD = /^\s*(create|alter|drop|truncate|show)\b(?! vschema)|\binformation_schema\b/i;
const ON_ONE_CONNECTION = /^\s*(do|kill)\b/i;
const VERB = /^\s*(select|update|delete)\b/i;

/**
 * Makes a pool for what tests do to a keyspace of several shards, past the driver under test.
 *
 * Rows are read and written through vtgate, on any number of shards at once, so that the lookup tables stay right. What
 * vtgate has no words for goes to every shard beneath: triggers, and questions about statements under way. So do
 * tables, to which the vindexes of a sharded table are added. Locks with names belong to one connection.
 */
export async function shardedPool(
  url: string,
  keyspace: string,
  shardUrls: readonly string[],
): Promise<Pool> {
  const pool = createPool(url);
  pool.pool.on('connection', (connection) => connection.query("set transaction_mode = 'MULTI'"));
  const shards = shardUrls.map((shard) => createPool(shard));
  const own = createPool({ uri: shardUrls[0] ?? '', connectionLimit: 1 });
  await dropOwnTables(pool, keyspace);

  const onEachShard = async (text: string, given: readonly unknown[]): Promise<[unknown, unknown]> => {
    const dropped = /^\s*drop table (?:if exists )?`?(\w+)/i.exec(text)?.[1];
    if (dropped) await dropFromVschema(pool, keyspace, dropped);
    const answers = await Promise.all(shards.map((shard) => (shard.query as Query)(...given)));
    const changed = /^\s*(?:create|alter) table (?:if not exists )?`?(\w+)/i.exec(text)?.[1];
    if (changed) await addVindexes(pool, keyspace, changed, shards);
    const [[rows, fields] = [[], []]] = answers;
    return Array.isArray(rows) ? [answers.flatMap(([rows]) => rows), fields] : [rows, fields];
  };

  const choosing = (query: Query): Query => {
    return (...given) => {
      const text = typeof given[0] === 'string' ? given[0] : (given[0] as { sql: string }).sql;
      if (ON_EACH_SHARD.test(text)) return onEachShard(text, given);
      if (ON_ONE_CONNECTION.test(text)) return (own.query as Query)(...given);
      const sql = text.replace(VERB, '$1 /*vt+ ALLOW_SCATTER */');
      return query(typeof given[0] === 'string' ? sql : { ...(given[0] as object), sql }, ...given.slice(1));
    };
  };

  const [connect, end] = [pool.getConnection.bind(pool), pool.end.bind(pool)];
  const withChoice = new WeakSet<PoolConnection>();
  return Object.assign(pool, {
    query: choosing(pool.query.bind(pool) as Query),
    getConnection: async () => {
      const connection = await connect();
      if (!withChoice.has(connection)) {
        withChoice.add(connection);
        Object.assign(connection, { query: choosing(connection.query.bind(connection) as Query) });
      }
      return connection;
    },
    end: async () => {
      await Promise.all([...shards, own].map((each) => each.end()));
      await end();
    },
  }) as Pool;
}
