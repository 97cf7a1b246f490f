import { Client } from '@planetscale/database';
import { prune } from 'authjs-drizzle-mysql/maintenance';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import type { Env } from './env.ts';

/** Each takes two requests, of which Cloudflare allows 50 on its Free plan. */
const MOST_BATCHES = 20;

/** Deletes the rows of expired sessions and links, 20,000 at most: the next run goes on. */
export async function pruneExpired(env: Env['Bindings']): Promise<void> {
  const adapter = MySqlAdapter(new Client({ url: env.DATABASE_HTTP_URL }), { tables });
  const enough = new AbortController();
  let batches = 0;
  const pruned = await prune(adapter, {
    signal: enough.signal,
    onProgress() {
      batches += 1;
      if (batches === MOST_BATCHES) enough.abort();
    },
  });
  console.log(JSON.stringify(pruned));
}
