import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { leanPool } from 'authjs-drizzle-mysql/mysql2';
import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool } from 'mysql2/promise';
import { adapterOptions } from '../adapter-options.ts';
import type { OpenDatabase } from '../settings.ts';
import { IP_HEADER } from './visitor-address.ts';

/** Returns a way into the database of a mysql2 pool; all adapters share one Drizzle, which keeps their statements. */
export function databaseOn(pool: Pool, tokensKey: string): OpenDatabase {
  const optionsFor = adapterOptions(tokensKey, IP_HEADER);
  const db = drizzle({ client: leanPool(pool) });
  return { adapterFor: (headers) => MySqlAdapter(db, optionsFor(headers)), db };
}
