import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool as CallbackPool } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import type { MySqlAdapterOptions } from './adapter/context.ts';
import { MySqlAdapter as adapterOn } from './adapter/index.ts';
import type { MySqlAdapterMethods } from './adapter/methods.ts';
import { requireMethods } from './database/require-methods.ts';

/**
 * Makes an Auth.js adapter on a mysql2 pool, of the promise or the callback flavour.
 *
 * Nothing is sent until Auth.js calls a method; the pool stays yours to close. Throws `UNSUPPORTED_CLIENT` for what
 * is no pool.
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
  requireMethods(pool, ['query', 'execute'], 'a mysql2 pool');
  return adapterOn(drizzle({ client: pool }), options);
}
