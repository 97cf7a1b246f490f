import { authRelations } from 'authjs-drizzle-mysql/relations';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { drizzle } from 'drizzle-orm/mysql2';

export const relations = authRelations(tables);
export const db = drizzle(process.env.DATABASE_URL ?? '', {
  schema: { ...tables, ...relations },
  mode: 'default',
});
