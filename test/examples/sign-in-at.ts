import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { type SignInForTestOptions, signInForTest } from 'authjs-drizzle-mysql/testing';
import { createPool } from 'mysql2/promise';
import type { RunningExample } from './run-example.ts';

/** Signs in a new user at an example, for ten days. */
export async function signInAt(
  { site, databaseUrl }: RunningExample,
  options: Partial<SignInForTestOptions> = {},
) {
  const pool = createPool(databaseUrl);
  try {
    const given = { baseUrl: site, maxAgeSeconds: 10 * 86_400, ...options };
    const { user, headers, storageState } = await signInForTest(MySqlAdapter(pool, { tables }), given);
    return { user, headers, storageState };
  } finally {
    await pool.end();
  }
}
