/**
 * The adapter on a mysql2 pool, and `leanPool`, which makes queries of your own on such a pool cheaper.
 *
 * @module authjs-drizzle-mysql/mysql2
 */

import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool as CallbackPool } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import { MySqlAdapter as adapterOn, type DefaultTables } from './adapter/index.ts';
import type { MySqlAdapterMethods } from './adapter/methods.ts';
import type { MySqlAdapterOptions, SessionValues } from './adapter/options.ts';
import type { AdapterTables } from './adapter/tables/tables.ts';
import { leanPool as leanPoolOf } from './database/mysql2/lean-pool.ts';
import { requireMethods } from './database/require-methods.ts';

// If a project exports its adapter, the compiler writes this type into the declaration, by this name.
export type { MySqlAdapterMethods } from './adapter/methods.ts';

/**
 * Makes an Auth.js adapter on a mysql2 pool, with promises or callbacks.
 *
 * Nothing is sent until Auth.js calls a method, and closing the pool is up to you. Throws `UNSUPPORTED_CLIENT` for
 * anything that is not a pool, and for a pool whose `charset` is not `utf8mb4` or that sets `nestTables`;
 * `INVALID_ARGUMENT` for tables or options that it cannot work with.
 *
 * @example
 * import { createPool } from 'mysql2/promise';
 *
 * const adapter = MySqlAdapter(createPool(process.env.DATABASE_URL ?? ''));
 */
export function MySqlAdapter<
  Given extends AdapterTables = DefaultTables,
  Values extends object = SessionValues<Given>,
>(pool: Pool | CallbackPool, options: MySqlAdapterOptions<Given, Values> = {}): MySqlAdapterMethods {
  return adapterOn(drizzle({ client: leanPool(pool) }), options);
}

/**
 * Returns the same pool, with promises, whose queries through Drizzle take less CPU: for a database of your own,
 * `drizzle({ client })`.
 *
 * Rows, errors, transactions, Drizzle's logger and tools that watch mysql2 work as before. Pools with a `typeCast` of
 * their own, pools whose `query` was replaced, subclasses and single connections gain nothing. `MySqlAdapter` does this
 * to its pool by itself. Throws `UNSUPPORTED_CLIENT` for anything that is not a pool.
 *
 * @example
 * const db = drizzle({ client: leanPool(createPool(process.env.DATABASE_URL ?? '')) });
 */
export function leanPool(pool: Pool | CallbackPool): Pool {
  requireMethods(pool, ['query', 'execute'], 'a mysql2 pool');
  return leanPoolOf(isOfCallbacks(pool) ? pool.promise() : pool);
}

/** Says whether a pool takes callbacks, as Drizzle does: not with `in`, because a pool may be wrapped in a Proxy. */
const isOfCallbacks = (pool: Pool | CallbackPool): pool is CallbackPool =>
  typeof (pool as CallbackPool).promise === 'function';
