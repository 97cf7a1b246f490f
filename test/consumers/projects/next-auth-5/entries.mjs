// Imports every entry of the package as Node resolves it, and runs the adapter once.
import { readFile } from 'node:fs/promises';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';

const manifest = await readFile(new URL(import.meta.resolve('authjs-drizzle-mysql/package.json')), 'utf8');
const { name, exports } = JSON.parse(manifest);
const keys = Object.keys(exports).filter((key) => key !== './package.json');
const entries = keys.map((key) => key.replace('.', name));
const names = {};
for (const entry of process.argv.slice(2)) names[entry] = Object.keys(await import(entry)).sort();

const pool = createPool(process.env.DATABASE_URL);
const adapter = MySqlAdapter(pool, { tables });
const user = await adapter.createUser({ email: 'grace@example.com', emailVerified: null });
const expires = new Date(Date.now() + 3_600_000);
const { sessionToken } = await adapter.createSession({ sessionToken: 'grace', userId: user.id, expires });
const found = await adapter.getSessionAndUser(sessionToken);
await pool.end();

console.log(JSON.stringify({ exports: entries, names, email: found.user.email }));
