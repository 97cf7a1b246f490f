/**
 * The production tables: room and indexes for a growing site, and a table for passkeys.
 *
 * @module authjs-drizzle-mysql/schema/production
 */

import { mysqlTable } from 'drizzle-orm/mysql-core';
import { productionAccountColumns, productionAccountIndexes } from './accounts.ts';
import { productionSessionIndexes, sessionColumns } from './sessions.ts';
import type { TableOf } from './table-of.ts';
import { productionUserColumns, userIndexes } from './users.ts';
import {
  productionVerificationTokenColumns,
  productionVerificationTokenIndexes,
} from './verification-tokens.ts';

// If a project exports these tables, the compiler writes their types into its declarations by these names.
export type { BytesOfTextBuilder } from './authenticators.ts';
export { type Authenticator, authenticators, type NewAuthenticator } from './authenticators.ts';
export type * from './builders.ts';
export type { TableOf } from './table-of.ts';

/** The production table `users`: one row for each person; `image` holds 65,535 bytes. */
export const users: TableOf<'users', ReturnType<typeof productionUserColumns>> = mysqlTable(
  'users',
  productionUserColumns(),
  userIndexes,
);

/**
 * The production table `accounts`: one row for each provider account, with tokens of up to 65,535 bytes, an `id_token`
 * of up to 16 MB, account ids of 512 characters, and `expires_at` beyond 2038.
 *
 * Account ids are compared byte by byte (`utf8mb4_bin`), as the migration and drizzle-kit 1.0 declare them. drizzle-kit
 * 0.31 cannot name a collation, so a push needs one more ALTER afterwards; see docs/migrating.md.
 */
export const accounts: TableOf<'accounts', ReturnType<typeof productionAccountColumns>> = mysqlTable(
  'accounts',
  productionAccountColumns(),
  productionAccountIndexes,
);

/** The production table `sessions`: one row for each browser that is signed in, with an index on `expires`. */
export const sessions: TableOf<'sessions', ReturnType<typeof sessionColumns>> = mysqlTable(
  'sessions',
  sessionColumns(),
  productionSessionIndexes,
);

/**
 * The production table `verification_tokens`: one row for each link or one-time token, and for each address that was
 * sent a code, with indexes on `expires` and `identifier`.
 */
export const verificationTokens: TableOf<
  'verification_tokens',
  ReturnType<typeof productionVerificationTokenColumns>
> = mysqlTable(
  'verification_tokens',
  productionVerificationTokenColumns(),
  productionVerificationTokenIndexes,
);

/** A row of `users`, as a select returns it. */
export type User = typeof users.$inferSelect;
/** A row of `users`, as an insert takes it: nothing is required. */
export type NewUser = typeof users.$inferInsert;
/** A row of `accounts`, as a select returns it. */
export type Account = typeof accounts.$inferSelect;
/** A row of `accounts`, as an insert takes it. */
export type NewAccount = typeof accounts.$inferInsert;
/** A row of `sessions`, as a select returns it. */
export type Session = typeof sessions.$inferSelect;
/** A row of `sessions`, as an insert takes it. */
export type NewSession = typeof sessions.$inferInsert;
/** A row of `verification_tokens`, as a select returns it. */
export type VerificationToken = typeof verificationTokens.$inferSelect;
/** A row of `verification_tokens`, as an insert takes it. */
export type NewVerificationToken = typeof verificationTokens.$inferInsert;
