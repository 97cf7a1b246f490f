import { createTables, deviceColumns } from 'authjs-drizzle-mysql/schema';
import { varchar } from 'drizzle-orm/mysql-core';

export const { users, accounts, sessions, verificationTokens, authenticators } = createTables({
  base: 'production',
  extend: {
    users: { passwordHash: varchar('password_hash', { length: 255 }) },
    sessions: deviceColumns(),
  },
});
