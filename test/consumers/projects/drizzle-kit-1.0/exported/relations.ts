import { authRelations } from 'authjs-drizzle-mysql/relations-v2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { defineRelations } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';

export const relations = defineRelations(tables, authRelations);
export const db = drizzle(process.env.DATABASE_URL ?? '', { relations });
