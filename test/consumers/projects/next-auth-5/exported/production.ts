import * as tables from 'authjs-drizzle-mysql/schema/production';
import { int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';

const posts = mysqlTable('posts', {
  id: int('id').primaryKey(),
  authorId: varchar('author_id', { length: 12 }),
});

export const { users, authenticators } = tables;
export const schema = { ...tables, posts };
