import {
  accountColumns,
  accountIndexes,
  productionAccountColumns,
  productionAccountIndexes,
} from './accounts.ts';
import { authenticatorColumns, authenticatorIndexes } from './authenticators.ts';
import { productionSessionIndexes, sessionColumns, sessionIndexes } from './sessions.ts';
import { productionUserColumns, userColumns, userIndexes } from './users.ts';
import { productionVerificationTokenIndexes, verificationTokenColumns } from './verification-tokens.ts';

/** Lists the tables that others are made from: their names, their columns and their keys. */
const seed = {
  users: { name: 'users', columns: userColumns, keys: userIndexes },
  accounts: { name: 'accounts', columns: accountColumns, keys: accountIndexes },
  sessions: { name: 'sessions', columns: sessionColumns, keys: sessionIndexes },
  verificationTokens: { name: 'verification_tokens', columns: verificationTokenColumns, keys: () => [] },
} as const;

/** Lists the same for a growing site. */
const production = {
  users: { name: 'users', columns: productionUserColumns, keys: userIndexes },
  accounts: { name: 'accounts', columns: productionAccountColumns, keys: productionAccountIndexes },
  sessions: { name: 'sessions', columns: sessionColumns, keys: productionSessionIndexes },
  verificationTokens: {
    name: 'verification_tokens',
    columns: verificationTokenColumns,
    keys: productionVerificationTokenIndexes,
  },
  authenticators: { name: 'authenticators', columns: authenticatorColumns, keys: authenticatorIndexes },
} as const;

/** Lists what `createTables` starts from. */
export const bases = { seed, production };
