import { leanQueryOf } from './lean-query.ts';
import { settingsOf } from './require-settings.ts';

/** Is what this needs of a mysql2 pool of promises; one that is lent by a cluster has no `pool`. */
interface PromisePool {
  query(query: unknown, values?: unknown): Promise<unknown>;
  readonly pool?: CallbackPool;
}

/** Is the pool of callbacks within it. */
interface CallbackPool {
  query(query: object, values: unknown, done: (error: unknown, rows: unknown, fields: unknown) => void): void;
  promise(): object;
}

/**
 * Returns a mysql2 pool of promises, for Drizzle to wrap, that answers Drizzle's queries as the given one does for less.
 *
 * It is the pool itself but for `query`, which hands everything on that is not Drizzle's. What is no pool as mysql2
 * makes it comes back as it is.
 */
export function leanPool<Pool extends object>(pool: Pool): Pool {
  if (!isStock(pool)) return pool;
  let query = queryOf(pool);
  // A copy would part from the pool; and a query that others put in the place of this one belongs to this one.
  return new Proxy(pool, {
    get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)),
    set(target, key, value) {
      if (key !== 'query') return Reflect.set(target, key, value);
      query = value;
      return true;
    },
  });
}

/** Says whether an object is a pool of the very class that mysql2 has for pools of promises, or stands before one. */
function isStock(pool: object): pool is PromisePool & Required<PromisePool> {
  const { pool: inner } = pool as PromisePool;
  if (typeof inner?.promise !== 'function') return false;
  const { query } = pool as PromisePool;
  // By its looks, because a tool may have put its own into the class before.
  if (query.name !== 'query' || query.length !== 2) return false;
  return Object.getPrototypeOf(inner.promise()) === Object.getPrototypeOf(pool);
}

/**
 * Makes the query of a lean pool, which spares two things that cost about a quarter of a small SELECT: a stack trace for
 * each query, and a call for each value to Drizzle's `typeCast`, where mysql2 can do the same by itself.
 *
 * It passes the one method by that notes the trace, of mysql2's class for pools of promises, and goes through all
 * below it, where tools that watch queries have their patches.
 */
function queryOf(pool: Required<PromisePool>): PromisePool['query'] {
  const { query: stock } = Object.getPrototypeOf(pool) as PromisePool;

  return async (query, values) => {
    const { typeCast, trace } = settingsOf(pool);
    // Asked each time, because a tool that watches queries may put its own in the place of the pool's at any time.
    // A pool without type casts is left alone: mysql2 before 3.15 takes its rows for those of a pool with them.
    const isLean = pool.query === stock && typeCast === true;
    const lean = isLean ? leanQueryOf(query) : undefined;
    if (!lean) return pool.query(query, values);
    try {
      return await send(pool.pool, lean, values);
    } catch (error) {
      throw trace ? withCallers(error) : error;
    }
  };
}

const send = (pool: CallbackPool, query: object, values: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    pool.query(query, values, (error, rows, fields) => (error ? reject(error) : resolve([rows, fields])));
  });

/** Gives an error the frames of whoever asked, which mysql2 notes before each query and V8 knows afterwards as well. */
function withCallers(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const frames = String(new Error().stack).split('\n').slice(1);
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}
