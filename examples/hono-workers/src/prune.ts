import { Client } from '@planetscale/database';
import { prune } from 'authjs-drizzle-mysql/maintenance';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import type { Env } from './env.ts';

/** Deletes the rows of expired sessions and links, for 20 seconds at most: the next run goes on. */
export async function pruneExpired(env: Env['Bindings']): Promise<void> {
  const adapter = MySqlAdapter(new Client({ url: env.DATABASE_HTTP_URL }), { tables });
  console.log(JSON.stringify(await prune(adapter, { signal: AbortSignal.timeout(20_000) })));
}
