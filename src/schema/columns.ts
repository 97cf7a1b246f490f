import { bigint, datetime, varchar } from 'drizzle-orm/mysql-core';

/** Declares the numeric key that MySQL counts up by itself: `bigint NOT NULL AUTO_INCREMENT`. */
export const autoIncrementId = () => bigint('id', { mode: 'number' }).autoincrement().primaryKey();

/** Declares a column of at most 255 characters, the width of nearly every text in the DDL. */
export const shortText = <Name extends string>(name: Name) => varchar(name, { length: 255 });

/** Declares the id of a user where another table names it; 12 characters, as `users.id`. */
export const userReference = () => varchar('user_id', { length: 12 });

/** Declares a moment to the microsecond; JavaScript dates carry milliseconds, so none of them is rounded. */
export const moment = <Name extends string>(name: Name) => datetime(name, { fsp: 6 });

/**
 * Declares the two moments of bookkeeping, in whole seconds.
 *
 * The DDL gives them no default, so Drizzle fills them for whoever inserts or updates through Drizzle.
 */
export const timestamps = () => ({
  createdAt: datetime('created_at').notNull().$defaultFn(currentSecond),
  updatedAt: datetime('updated_at').notNull().$defaultFn(currentSecond).$onUpdateFn(currentSecond),
});

// MySQL rounds a fraction up, so from half a second on the row would say it was made in the future.
const currentSecond = () => new Date(Math.floor(Date.now() / 1000) * 1000);
