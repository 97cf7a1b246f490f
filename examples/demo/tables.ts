import { createTables, deviceColumns } from 'authjs-drizzle-mysql/schema';

/** The production tables, where a session also has the browser and the network that it began in. */
export const tables = createTables({ base: 'production', extend: { sessions: deviceColumns() } });

export const { users, accounts, sessions, verificationTokens, authenticators } = tables;
