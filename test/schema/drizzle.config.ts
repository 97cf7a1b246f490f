import { defineConfig } from 'drizzle-kit';

/** The configuration of the basic tables, whatever that of the project names. */
export default defineConfig({
  dialect: 'mysql',
  schema: './src/schema/index.ts',
  tablesFilter: ['users', 'accounts', 'sessions', 'verification_tokens'],
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
