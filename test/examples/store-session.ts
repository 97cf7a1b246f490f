import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import type { RunningExample } from './run-example.ts';

/** Stores a new user with a session for ten days, and returns the cookie that belongs to it. */
export async function storeSession({ databaseUrl }: RunningExample, email: string): Promise<string> {
  const pool = createPool(databaseUrl);
  try {
    const adapter = MySqlAdapter(pool, { tables });
    const { id: userId } = await adapter.createUser({ id: '', name: 'A name', email, emailVerified: null });
    const sessionToken = crypto.randomUUID();
    await adapter.createSession({ userId, sessionToken, expires: new Date(Date.now() + 10 * 86_400_000) });
    return `authjs.session-token=${sessionToken}`;
  } finally {
    await pool.end();
  }
}
