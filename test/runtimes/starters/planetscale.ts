import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { runSuite, type Settings } from '../suite/index.ts';

const settings = JSON.parse(process.env.SETTINGS ?? '') as Settings; // the test sets it
const report = await runSuite((url) => MySqlAdapter(new Client({ url })), settings);
const resolved = import.meta.resolve('authjs-drizzle-mysql/planetscale');
console.log(JSON.stringify({ ...report, resolved }));
