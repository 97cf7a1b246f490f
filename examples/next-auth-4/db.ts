import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';

// Next.js evaluates a module once per bundle; what is on globalThis is there once per process.
const kept = globalThis as typeof globalThis & { db?: MySql2Database };

/** Returns the database, on a pool made on first use: `next build` has no DATABASE_URL. */
export function db(): MySql2Database {
  kept.db ??= drizzle({ client: createPool(process.env.DATABASE_URL ?? '') });
  return kept.db;
}
