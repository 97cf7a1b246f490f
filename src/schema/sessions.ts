import { index, type MySqlColumn, mysqlTable, uniqueIndex } from 'drizzle-orm/mysql-core';
import { autoIncrementId, datetime6, timestamps, userReference, varchar } from './columns.ts';
import type { TableOf } from './table-of.ts';

/** Declares the columns of `sessions`, for a `mysqlTable` of your own. */
export const sessionColumns = () => ({
  id: autoIncrementId(),
  userId: userReference().notNull(),
  expires: datetime6('expires').notNull(),
  sessionToken: varchar('session_token').notNull(),
  ...timestamps(),
});

/**
 * Declares columns for what a session is used on, to show to its user: the browser and the network.
 *
 * `deviceFrom` reads both from a request. They are not in the tables: add them with `createTables({ extend })`.
 *
 * @example
 * const tables = createTables({ base: 'production', extend: { sessions: deviceColumns() } });
 */
export const deviceColumns = () => ({
  userAgent: varchar('user_agent'),
  ipAddress: varchar('ip_address', 45),
});

/** Declares the indexes of `sessions`: a unique one on the token, and one on the user. */
export const sessionIndexes = (table: Record<'sessionToken' | 'userId', MySqlColumn>) => [
  uniqueIndex('sessionToken').on(table.sessionToken),
  index('user_id').on(table.userId),
];

/** Declares the same indexes and one on `expires`, for deleting expired sessions. */
export const productionSessionIndexes = (
  table: Record<'sessionToken' | 'userId' | 'expires', MySqlColumn>,
) => [...sessionIndexes(table), index('expires').on(table.expires)];

/**
 * The table `sessions`: one row for each browser that is signed in.
 *
 * `sessionToken` is the value of the browser's cookie, unique, at most 255 characters. A session whose `expires` (UTC)
 * has passed is no longer valid.
 *
 * @example
 * const mine = await db.select().from(sessions).where(eq(sessions.userId, user.id));
 */
export const sessions: TableOf<'sessions', ReturnType<typeof sessionColumns>> = mysqlTable(
  'sessions',
  sessionColumns(),
  sessionIndexes,
);

/** A row of `sessions`, as a select returns it. */
export type Session = typeof sessions.$inferSelect;

/** A row of `sessions`, as an insert takes it. */
export type NewSession = typeof sessions.$inferInsert;
