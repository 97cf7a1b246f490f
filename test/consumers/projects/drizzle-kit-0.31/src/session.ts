// Reads a session through the oldest @auth/core that the package is for.
import { Auth, type AuthConfig } from '@auth/core';
import type { Adapter } from '@auth/core/adapters';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';

const pool = createPool(process.env.DATABASE_URL ?? '');
const adapter = MySqlAdapter(pool, { tables, privateColumns: { sessions: ['sessionToken'] } });
const config: AuthConfig = {
  adapter,
  providers: [],
  secret: 'a secret of the test',
  trustHost: true,
  // Of a session whose token is not private, it sends the token too.
  callbacks: { session: ({ session }) => session },
};
export const adapterOfCore: Adapter = adapter;

// Not everything is an adapter, or the lines above would say nothing.
// @ts-expect-error a method is a function
export const refused: AuthConfig = { adapter: { ...adapter, getUser: 'ada' }, providers: [] };

const { id } = await adapter.createUser({ id: '', email: 'ada@example.com', emailVerified: null });
const expires = new Date(Date.now() + 3_600_000);
await adapter.createSession({ sessionToken: 'ada', userId: id, expires });
const headers = { cookie: 'authjs.session-token=ada' };
const response = await Auth(new Request('http://localhost/auth/session', { headers }), config);
console.log(await response.text());
await pool.end();
