import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { createPool } from 'mysql2/promise';

export const adapter = MySqlAdapter(createPool(process.env.DATABASE_URL ?? ''));
