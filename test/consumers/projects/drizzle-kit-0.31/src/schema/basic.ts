import { authRelations } from 'authjs-drizzle-mysql/relations';
import * as tables from 'authjs-drizzle-mysql/schema';
import { relations } from 'drizzle-orm';
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

const auth = authRelations(tables);
export const { accountsRelations, sessionsRelations } = auth;
export const usersRelations = relations(tables.users, (helpers) => ({
  ...auth.usersRelations.config(helpers),
  posts: helpers.many(posts),
}));
export const postsRelations = relations(posts, ({ one }) => ({
  author: one(tables.users, { fields: [posts.authorId], references: [tables.users.id] }),
}));
