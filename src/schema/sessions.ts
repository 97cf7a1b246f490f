import { index, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import { autoIncrementId, moment, shortText, timestamps, userReference } from './columns.ts';

/**
 * Describes the table `sessions`: one row for each browser that is signed in.
 *
 * `sessionToken` is what the browser's cookie holds, unique, at most 255 characters. A session whose `expires`
 * (UTC) has passed is no session any more.
 *
 * @example
 * const mine = await db.select().from(sessions).where(eq(sessions.userId, user.id));
 */
export const sessions = mysqlTable(
  'sessions',
  {
    id: autoIncrementId(),
    userId: userReference().notNull(),
    expires: moment('expires').notNull(),
    sessionToken: shortText('session_token').notNull(),
    ...timestamps(),
  },
  (table) => [uniqueIndex('sessionToken').on(table.sessionToken), index('user_id').on(table.userId)],
);

/** Is a row of `sessions`, as a select returns it. */
export type Session = typeof sessions.$inferSelect;

/** Is a row of `sessions`, as an insert takes it. */
export type NewSession = typeof sessions.$inferInsert;
