import { leanPool } from 'authjs-drizzle-mysql/mysql2';
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';

// Next.js evaluates a module once per bundle, and `next dev` once per change: they share one pool.
const kept = globalThis as typeof globalThis & { db?: MySql2Database };

/** Returns the database, on a pool made on first use: `next build` has no DATABASE_URL. */
export function db(): MySql2Database {
  kept.db ??= drizzle({ client: leanPool(createPool(process.env.DATABASE_URL ?? '')) });
  return kept.db;
}
