import { index, type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import { autoIncrementId, moment, shortText, timestamps, userReference } from './columns.ts';
import type { TableOf } from './table-of.ts';

/** Declares the columns of `sessions`, for a `mysqlTable` of your own. */
export const sessionColumns = () => ({
  id: autoIncrementId(),
  userId: userReference().notNull(),
  expires: moment('expires').notNull(),
  sessionToken: shortText('session_token').notNull(),
  ...timestamps(),
});

/** Declares the keys of `sessions`: one row for a token, and those of a user found quickly. */
export const sessionIndexes = (table: Record<'sessionToken' | 'userId', MySqlColumn>) => [
  uniqueIndex('sessionToken').on(table.sessionToken),
  index('user_id').on(table.userId),
];

/** Declares the same keys and one over `expires`, for deleting what has ended. */
export const productionSessionIndexes = (
  table: Record<'sessionToken' | 'userId' | 'expires', MySqlColumn>,
) => [...sessionIndexes(table), index('expires').on(table.expires)];

/**
 * Describes the table `sessions`: one row for each browser that is signed in.
 *
 * `sessionToken` is what the browser's cookie holds, unique, at most 255 characters. A session whose `expires`
 * (UTC) has passed is no session any more.
 *
 * @example
 * const mine = await db.select().from(sessions).where(eq(sessions.userId, user.id));
 */
export const sessions: TableOf<'sessions', ReturnType<typeof sessionColumns>> = mysqlTable(
  'sessions',
  sessionColumns(),
  sessionIndexes,
);

/** Is a row of `sessions`, as a select returns it. */
export type Session = typeof sessions.$inferSelect;

/** Is a row of `sessions`, as an insert takes it. */
export type NewSession = typeof sessions.$inferInsert;
