import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { drizzle } from 'drizzle-orm/mysql2';

export const adapter = MySqlAdapter(() => drizzle(process.env.DATABASE_URL ?? ''));
