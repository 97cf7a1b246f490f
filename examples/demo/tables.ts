import { createTables, deviceColumns } from 'authjs-drizzle-mysql/schema';
import { varchar } from 'drizzle-orm/mysql-core';

/**
 * The production tables, where a session also has the browser and the network that it began in, and a user the hash of
 * their password.
 */
export const tables = createTables({
  base: 'production',
  extend: {
    sessions: deviceColumns(),
    users: { passwordHash: varchar('password_hash', { length: 255 }) },
  },
});

export const { users, accounts, sessions, verificationTokens, authenticators } = tables;
