import { leanPool, MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import type { Pool } from 'mysql2/promise';

/** A site on Node that has the adapter, and Drizzle for queries of its own. */
export const open = (pool: Pool) => ({ adapter: MySqlAdapter(pool), client: leanPool(pool) });
