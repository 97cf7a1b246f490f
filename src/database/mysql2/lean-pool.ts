import { leanQueryOf } from './lean-query.ts';
import { settingsOf } from './settings.ts';

/** The part of a mysql2 promise pool that is used here; one that a cluster lends has no `pool`. */
interface PromisePool {
  query(query: unknown, values?: unknown): Promise<unknown>;
  readonly pool?: CallbackPool;
}

/** The callback pool inside it. */
interface CallbackPool {
  query(query: object, values: unknown, done: (error: unknown, rows: unknown, fields: unknown) => void): void;
  promise(): object;
}

/**
 * Returns a mysql2 promise pool for Drizzle that answers its queries like the given pool, at a lower cost.
 *
 * Everything but `query` is the pool itself, and `query` passes on any query that is not Drizzle's. Anything but a pool
 * as mysql2 makes it is returned unchanged.
 */
export function leanPool<Pool extends object>(pool: Pool): Pool {
  if (!isStock(pool)) return pool;
  let query = queryOf(pool);
  // A proxy, since a copy would miss later changes to the pool. A `query` that is set later belongs to the proxy alone.
  return new Proxy(pool, {
    get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)),
    set(target, key, value) {
      if (key !== 'query') return Reflect.set(target, key, value);
      query = value;
      return true;
    },
  });
}

/** Says whether an object is of mysql2's own class of promise pools, or a proxy of such a pool. */
function isStock(pool: Partial<PromisePool>): pool is Required<PromisePool> {
  const { pool: inner } = pool;
  if (typeof inner?.promise !== 'function') return false;
  // By name and length, because a tool may already have patched the class.
  if (pool.query?.name !== 'query' || pool.query.length !== 2) return false;
  return Object.getPrototypeOf(inner.promise()) === Object.getPrototypeOf(pool);
}

/**
 * Makes the query of a lean pool, which saves two things that cost about a quarter of a small SELECT: a stack trace for
 * each query, and a call to Drizzle's `typeCast` for each value, if mysql2 can do the same itself.
 *
 * It skips only the method of mysql2's promise pools that records the trace. It still calls everything below it, which
 * is what tools that watch queries patch.
 */
function queryOf(pool: Required<PromisePool>): PromisePool['query'] {
  const { query: stock }: PromisePool = Object.getPrototypeOf(pool);

  return async (query, values) => {
    const { typeCast, trace } = settingsOf(pool);
    // Checked each time, because a tool that watches queries may patch the pool at any time.
    // A pool without type casts is left alone: mysql2 before 3.15 mistakes its rows for those of a pool with them.
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

/** Gives an error the caller's stack frames, which mysql2 records before each query and V8 still has afterwards. */
function withCallers(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const frames = String(new Error().stack).split('\n').slice(1);
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}
