import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool as CallbackPool } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import type { MySqlAdapterOptions } from './adapter/context.ts';
import { MySqlAdapter as adapterOn } from './adapter/index.ts';
import type { MySqlAdapterMethods } from './adapter/methods.ts';
import { leanPool as leanPoolOf } from './database/mysql2/lean-pool.ts';
import { requireMethods } from './database/require-methods.ts';

// Where a project exports its adapter, the compiler writes this type into the declaration, by this name.
export type { MySqlAdapterMethods } from './adapter/methods.ts';

/**
 * Makes an Auth.js adapter on a mysql2 pool, of the promise or the callback flavour.
 *
 * Nothing is sent until Auth.js calls a method; the pool stays yours to close. Throws `UNSUPPORTED_CLIENT` for what
 * is no pool, and for one whose `charset` is not `utf8mb4` or that sets `nestTables`; `INVALID_ARGUMENT` for tables or
 * options that cannot be served.
 *
 * @example
 * import { createPool } from 'mysql2/promise';
 *
 * const adapter = MySqlAdapter(createPool(process.env.DATABASE_URL ?? ''));
 */
export function MySqlAdapter(
  pool: Pool | CallbackPool,
  options: MySqlAdapterOptions = {},
): MySqlAdapterMethods {
  return adapterOn(drizzle({ client: leanPool(pool) }), options);
}

/**
 * Returns a pool for a Drizzle database of your own, `drizzle({ client })`, whose queries cost this process less.
 *
 * It is the same pool, of promises: rows, errors, transactions, Drizzle's logger and whatever watches mysql2 stay as
 * they are. A pool with a `typeCast` of its own, one whose `query` has been replaced, a subclass and a single
 * connection gain nothing. `MySqlAdapter` does this to its pool by itself. Throws `UNSUPPORTED_CLIENT` for
 * what is no pool.
 *
 * @example
 * const db = drizzle({ client: leanPool(createPool(process.env.DATABASE_URL ?? '')) });
 */
export function leanPool(pool: Pool | CallbackPool): Pool {
  requireMethods(pool, ['query', 'execute'], 'a mysql2 pool');
  return leanPoolOf(isOfCallbacks(pool) ? pool.promise() : pool);
}

/** Says which flavour a pool is of, as Drizzle does: not with `in`, because a pool may be wrapped in a Proxy. */
const isOfCallbacks = (pool: Pool | CallbackPool): pool is CallbackPool =>
  typeof (pool as CallbackPool).promise === 'function';
