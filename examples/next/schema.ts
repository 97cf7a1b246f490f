import { createTables, deviceColumns } from 'authjs-drizzle-mysql/schema';

export const { users, accounts, sessions, verificationTokens, authenticators } = createTables({
  base: 'production',
  extend: { sessions: deviceColumns() },
});
