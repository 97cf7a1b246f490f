import { mysqlTable } from 'drizzle-orm/mysql-core';
import { moment, shortText, timestamps } from './columns.ts';

/**
 * Describes the table `verification_tokens`: one row for each sign-in link that was sent and not yet used.
 *
 * `identifier` is the e-mail address, `token` a hash of what the link carries (Auth.js hashes it), `expires` in UTC.
 *
 * @example
 * const pending = await db.select().from(verificationTokens).where(eq(verificationTokens.identifier, email));
 */
export const verificationTokens = mysqlTable('verification_tokens', {
  identifier: shortText('identifier').notNull(),
  token: shortText('token').primaryKey(),
  expires: moment('expires').notNull(),
  ...timestamps(),
});

/** Is a row of `verification_tokens`, as a select returns it. */
export type VerificationToken = typeof verificationTokens.$inferSelect;

/** Is a row of `verification_tokens`, as an insert takes it. */
export type NewVerificationToken = typeof verificationTokens.$inferInsert;
