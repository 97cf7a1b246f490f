import { type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import { longText, moment, shortText, timestamps } from './columns.ts';
import type { TableOf } from './table-of.ts';
import { generateUserId } from './user-id.ts';

/**
 * Declares the columns of `users`, for a `mysqlTable` of your own.
 *
 * @example
 * const members = mysqlTable('members', { ...userColumns(), role: varchar('role', { length: 32 }) }, userIndexes);
 */
export const userColumns = () => ({
  id: shortText('id', 12).primaryKey().$defaultFn(generateUserId),
  name: shortText('name'),
  email: shortText('email'),
  emailVerified: moment('email_verified'),
  image: shortText('image'),
  ...timestamps(),
});

/** Declares the same columns for a growing site: a picture of up to 65,535 bytes. */
export const productionUserColumns = () => ({ ...userColumns(), image: longText('image') });

/** Declares the keys of `users`: one row for an e-mail address. */
export const userIndexes = (table: Record<'email', MySqlColumn>) => [uniqueIndex('email').on(table.email)];

/**
 * Describes the table `users`: one row for a person.
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

/** Is a row of `users`, as a select returns it. */
export type User = typeof users.$inferSelect;

/** Is a row of `users`, as an insert takes it: nothing is required. */
export type NewUser = typeof users.$inferInsert;
