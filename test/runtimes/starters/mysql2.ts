import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { createPool } from 'mysql2/promise';
import { runSuite, type Settings } from '../suite/index.ts';

const settings = JSON.parse(process.env.SETTINGS ?? '') as Settings; // the test sets it
const pools = new Map([settings.DATABASE_URL, settings.UNREACHABLE_URL].map((url) => [url, createPool(url)]));
const report = await runSuite((url) => MySqlAdapter(pools.get(url) ?? createPool(url)), settings);
const resolved = import.meta.resolve('authjs-drizzle-mysql/mysql2');
console.log(JSON.stringify({ ...report, resolved }));
for (const pool of pools.values()) await pool.end();
