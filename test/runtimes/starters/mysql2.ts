import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { createPool } from 'mysql2/promise';
import { runSuite, type Settings } from '../suite/index.ts';

const settings = JSON.parse(process.env.SETTINGS ?? '') as Settings; // the test sets it
const pool = createPool(settings.DATABASE_URL);
const report = await runSuite(() => MySqlAdapter(pool), settings);
const resolved = import.meta.resolve('authjs-drizzle-mysql/mysql2');
console.log(JSON.stringify({ ...report, resolved }));
await pool.end();
