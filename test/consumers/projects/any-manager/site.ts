import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { currentUser } from 'authjs-drizzle-mysql/account';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { drizzle } from 'drizzle-orm/mysql2';
import { migrate } from 'drizzle-orm/mysql2/migrator';
import { createPool } from 'mysql2/promise';

const pool = createPool(process.env.DATABASE_URL ?? '');
export const adapter = MySqlAdapter(pool, { tables });

// Wherever the manager has put the package.
const manifest = createRequire(import.meta.url).resolve('authjs-drizzle-mysql/package.json');
const migrationsFolder = join(dirname(manifest), 'drizzle');
await migrate(drizzle({ client: pool }), { migrationsFolder, migrationsTable: '__authjs_migrations' });

const user = await adapter.createUser({ id: '', name: 'Ada', email: 'ada@example.com', emailVerified: null });
const expires = new Date(Date.now() + 60_000);
await adapter.createSession({ sessionToken: 'token', userId: user.id, expires });
const headers = new Headers({ cookie: 'authjs.session-token=token' });
const me = await currentUser(adapter, { headers });
console.log(`Signed in: ${me?.user.email}`);
await pool.end();
