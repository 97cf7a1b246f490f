import { type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import { datetime6, text, timestamps, varchar } from './columns.ts';
import type { TableOf } from './table-of.ts';
import { generateUserId } from './user-id.ts';

/**
 * Declares the columns of `users`, for a `mysqlTable` of your own.
 *
 * @example
 * const members = mysqlTable('members', { ...userColumns(), role: varchar('role', { length: 32 }) }, userIndexes);
 */
export const userColumns = () => ({
  id: varchar('id', 12).primaryKey().$defaultFn(generateUserId),
  name: varchar('name'),
  email: varchar('email'),
  emailVerified: datetime6('email_verified'),
  image: varchar('image'),
  ...timestamps(),
});

/** Declares the columns of the production table `users`, with a picture of up to 65,535 bytes. */
export const productionUserColumns = () => ({ ...userColumns(), image: text('image') });

/** Declares the indexes of `users`: a unique one on the e-mail address. */
export const userIndexes = (table: Record<'email', MySqlColumn>) => [uniqueIndex('email').on(table.email)];

/**
 * The table `users`: one row for each person.
 *
 * `id` is a nanoid of 12 characters, made by Drizzle when an insert leaves it out. `email` is unique, and null
 * for people whose provider gives none. `image` holds at most 255 characters.
 *
 * @example
 * await db.insert(users).values({ name: 'Ada', email: 'ada@example.com' });
 */
export const users: TableOf<'users', ReturnType<typeof userColumns>> = mysqlTable(
  'users',
  userColumns(),
  userIndexes,
);

/** A row of `users`, as a select returns it. */
export type User = typeof users.$inferSelect;

/** A row of `users`, as an insert takes it: nothing is required. */
export type NewUser = typeof users.$inferInsert;
