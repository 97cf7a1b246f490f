import { type SQL, sql } from 'drizzle-orm';

/**
 * Returns the first thing to select, with a comment by which a sharded Vitess asks all shards, also where it refuses to
 * do so without a word (`--no-scatter`). MySQL takes it for a comment.
 *
 * @see https://vitess.io/docs/reference/query-serving/comments/
 */
export const onAllShards = <Value>(selected: unknown): SQL<Value> =>
  sql<Value>`/*vt+ ALLOW_SCATTER */ ${selected}`;
