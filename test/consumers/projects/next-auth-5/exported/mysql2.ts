import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { createPool } from 'mysql2/promise';

export const adapter: MySqlAdapterMethods = MySqlAdapter(createPool(process.env.DATABASE_URL ?? ''));
