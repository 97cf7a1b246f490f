import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool } from 'mysql2/promise';

/** A site on Node that has Drizzle alone. */
export const open = (pool: Pool) => drizzle({ client: pool });
