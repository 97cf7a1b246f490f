import { index, type MySqlColumn, mysqlTable } from 'drizzle-orm/mysql-core';
import { char, datetime6, timestamps, unsignedInt, varchar } from './columns.ts';
import type { TableOf } from './table-of.ts';

/** Declares the columns of `verification_tokens`, for a `mysqlTable` of your own. */
export const verificationTokenColumns = () => ({
  identifier: varchar('identifier').notNull(),
  token: varchar('token').primaryKey(),
  expires: datetime6('expires').notNull(),
  ...timestamps(),
});

/** Declares the columns of the production table `verification_tokens`: those of links, and those of codes. */
export const productionVerificationTokenColumns = () => ({
  ...verificationTokenColumns(),
  ...emailCodeColumns(),
});

/**
 * Declares the columns that the adapter's option `emailCodes` needs, for a table of your own; the production table has
 * them.
 *
 * `code` is a hash of the latest code of an address, `attempts` counts the guesses of a day, and `allowed` says up to
 * which count a guess is compared. Without the option, the adapter neither reads nor writes them.
 *
 * @example
 * const columns = { ...verificationTokenColumns(), ...emailCodeColumns() };
 * const verificationTokens = mysqlTable('verification_tokens', columns, productionVerificationTokenIndexes);
 */
export const emailCodeColumns = () => ({
  code: char('code', 64),
  attempts: unsignedInt('attempts').notNull().default(0),
  allowed: unsignedInt('allowed').notNull().default(0),
});

/** Declares the indexes of the production table, for deleting expired links and those of a deleted user. */
export const productionVerificationTokenIndexes = (table: Record<'identifier' | 'expires', MySqlColumn>) => [
  index('expires').on(table.expires),
  index('identifier').on(table.identifier),
];

/**
 * The table `verification_tokens`: one row for each sign-in link or one-time token that was sent and not yet used.
 *
 * `identifier` is the e-mail address, for a one-time token with its purpose before it; `token` is a hash of what the
 * link carries; `expires` is in UTC.
 *
 * @example
 * const pending = await db.select().from(verificationTokens).where(eq(verificationTokens.identifier, email));
 */
export const verificationTokens: TableOf<
  'verification_tokens',
  ReturnType<typeof verificationTokenColumns>
> = mysqlTable('verification_tokens', verificationTokenColumns());

/** A row of `verification_tokens`, as a select returns it. */
export type VerificationToken = typeof verificationTokens.$inferSelect;

/** A row of `verification_tokens`, as an insert takes it. */
export type NewVerificationToken = typeof verificationTokens.$inferInsert;
