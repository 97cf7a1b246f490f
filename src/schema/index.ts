/**
 * The basic tables, and the functions and columns that tables of your own are made with.
 *
 * @module authjs-drizzle-mysql/schema
 */

export {
  type Account,
  accountColumns,
  accountIndexes,
  accounts,
  type NewAccount,
  productionAccountColumns,
  productionAccountIndexes,
  refreshLeaseColumns,
} from './accounts.ts';
export { authenticatorColumns, authenticatorIndexes, type BytesOfTextBuilder } from './authenticators.ts';
export type * from './builders.ts';
export { type CreateTablesOptions, createTables } from './create-tables.ts';
export {
  deviceColumns,
  type NewSession,
  productionSessionIndexes,
  type Session,
  sessionColumns,
  sessionIndexes,
  sessions,
} from './sessions.ts';
export type { TableOf } from './table-of.ts';
export type { BasicTables, CreatedTables, ProductionTables, SeedTables } from './table-types.ts';
export {
  type NewUser,
  productionUserColumns,
  type User,
  userColumns,
  userIndexes,
  users,
} from './users.ts';
export {
  emailCodeColumns,
  type NewVerificationToken,
  productionVerificationTokenColumns,
  productionVerificationTokenIndexes,
  type VerificationToken,
  verificationTokenColumns,
  verificationTokens,
} from './verification-tokens.ts';
