import { authRelations } from 'authjs-drizzle-mysql/relations-v2';
import * as tables from 'authjs-drizzle-mysql/schema';
import { defineRelations } from 'drizzle-orm';
import { index, int, mysqlTable, varchar } from 'drizzle-orm/mysql-core';

export * from 'authjs-drizzle-mysql/schema';

export const posts = mysqlTable(
  'posts',
  {
    id: int('id').autoincrement().primaryKey(),
    authorId: varchar('author_id', { length: 12 }).notNull(),
    title: varchar('title', { length: 255 }).notNull(),
  },
  (table) => [index('author').on(table.authorId)],
);

export const relations = defineRelations({ ...tables, posts }, (r) => {
  const auth = authRelations(r);
  return {
    ...auth,
    users: { ...auth.users, posts: r.many.posts({ from: r.users.id, to: r.posts.authorId }) },
    posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id }) },
  };
});
