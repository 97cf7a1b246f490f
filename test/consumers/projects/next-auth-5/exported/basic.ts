import * as tables from 'authjs-drizzle-mysql/schema';
import { int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';

const posts = mysqlTable('posts', {
  id: int('id').primaryKey(),
  authorId: varchar('author_id', { length: 12 }),
});

export const { users } = tables;
export const schema = { ...tables, posts };
export const created = tables.createTables({ base: 'production', prefix: 'auth_' });
