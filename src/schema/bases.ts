import {
  accountColumns,
  accountIndexes,
  productionAccountColumns,
  productionAccountIndexes,
} from './accounts.ts';
import { authenticatorColumns, authenticatorIndexes } from './authenticators.ts';
import { productionSessionIndexes, sessionColumns, sessionIndexes } from './sessions.ts';
import { productionUserColumns, userColumns, userIndexes } from './users.ts';
import {
  productionVerificationTokenColumns,
  productionVerificationTokenIndexes,
  verificationTokenColumns,
} from './verification-tokens.ts';

/** The basic tables, which mirror the DDL: their names, columns and indexes. */
const basic = {
  users: { name: 'users', columns: userColumns, indexes: userIndexes },
  accounts: { name: 'accounts', columns: accountColumns, indexes: accountIndexes },
  sessions: { name: 'sessions', columns: sessionColumns, indexes: sessionIndexes },
  verificationTokens: { name: 'verification_tokens', columns: verificationTokenColumns, indexes: () => [] },
} as const;

/** The production tables. */
const production = {
  users: { name: 'users', columns: productionUserColumns, indexes: userIndexes },
  accounts: { name: 'accounts', columns: productionAccountColumns, indexes: productionAccountIndexes },
  sessions: { name: 'sessions', columns: sessionColumns, indexes: productionSessionIndexes },
  verificationTokens: {
    name: 'verification_tokens',
    columns: productionVerificationTokenColumns,
    indexes: productionVerificationTokenIndexes,
  },
  authenticators: { name: 'authenticators', columns: authenticatorColumns, indexes: authenticatorIndexes },
} as const;

/** The sets of tables that `createTables` starts from. */
export const bases = { basic, production };
