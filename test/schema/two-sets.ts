import { foreignKey, index, varchar } from 'drizzle-orm/mysql-core';
import { createTables } from '../../src/schema/index.ts';

// A module as drizzle-kit reads it: two sets of tables for one database, and every table an export.
export const { users, accounts, sessions, verificationTokens } = createTables();

export const {
  users: authUsers,
  accounts: authAccounts,
  sessions: authSessions,
  verificationTokens: authVerificationTokens,
  authenticators: authAuthenticators,
} = createTables({
  base: 'production',
  prefix: 'auth_',
  extend: { users: { role: varchar('role', { length: 32 }).notNull().default('user') } },
  indexes: {
    users: (table) => [index('role').on(table.role)],
    sessions: (table, tables) => [foreignKey({ columns: [table.userId], foreignColumns: [tables.users.id] })],
  },
});
