import { mysqlTable } from 'drizzle-orm/mysql-core';
import { productionAccountColumns, productionAccountIndexes } from './accounts.ts';
import { productionSessionIndexes, sessionColumns } from './sessions.ts';
import type { TableOf } from './table-of.ts';
import { productionUserColumns, userIndexes } from './users.ts';
import { productionVerificationTokenIndexes, verificationTokenColumns } from './verification-tokens.ts';

// Where a project exports these tables, the compiler writes their types into its declarations, by these names.
export type { BytesOfTextBuilder } from './authenticators.ts';
export { type Authenticator, authenticators, type NewAuthenticator } from './authenticators.ts';
export type {
  BigintBuilder,
  BooleanBuilder,
  DatetimeBuilder,
  IntBuilder,
  TextBuilder,
  VarcharBuilder,
} from './columns.ts';
export type { TableOf } from './table-of.ts';

/** Describes the table `users` for a growing site; `image` holds 65,535 bytes. */
export const users: TableOf<'users', ReturnType<typeof productionUserColumns>> = mysqlTable(
  'users',
  productionUserColumns(),
  userIndexes,
);

/**
 * Describes the table `accounts` for a growing site: one row for a provider's account, tokens of up to 65,535 bytes,
 * an `id_token` of up to 16 MB, account ids of 512 characters, and `expires_at` beyond 2038.
 *
 * Account ids are compared byte by byte (`utf8mb4_bin`): by the migration, and by drizzle-kit 1.0. With drizzle-kit 0.31,
 * which has no word for it, one ALTER more is needed; docs/schema.md has it.
 */
export const accounts: TableOf<'accounts', ReturnType<typeof productionAccountColumns>> = mysqlTable(
  'accounts',
  productionAccountColumns(),
  productionAccountIndexes,
);

/** Describes the table `sessions` for a growing site, with a key over `expires`. */
export const sessions: TableOf<'sessions', ReturnType<typeof sessionColumns>> = mysqlTable(
  'sessions',
  sessionColumns(),
  productionSessionIndexes,
);

/** Describes the table `verification_tokens` for a growing site, with keys over `expires` and `identifier`. */
export const verificationTokens: TableOf<
  'verification_tokens',
  ReturnType<typeof verificationTokenColumns>
> = mysqlTable('verification_tokens', verificationTokenColumns(), productionVerificationTokenIndexes);

/** Is a row of `users`, as a select returns it. */
export type User = typeof users.$inferSelect;
/** Is a row of `users`, as an insert takes it: nothing is required. */
export type NewUser = typeof users.$inferInsert;
/** Is a row of `accounts`, as a select returns it. */
export type Account = typeof accounts.$inferSelect;
/** Is a row of `accounts`, as an insert takes it. */
export type NewAccount = typeof accounts.$inferInsert;
/** Is a row of `sessions`, as a select returns it. */
export type Session = typeof sessions.$inferSelect;
/** Is a row of `sessions`, as an insert takes it. */
export type NewSession = typeof sessions.$inferInsert;
/** Is a row of `verification_tokens`, as a select returns it. */
export type VerificationToken = typeof verificationTokens.$inferSelect;
/** Is a row of `verification_tokens`, as an insert takes it. */
export type NewVerificationToken = typeof verificationTokens.$inferInsert;
