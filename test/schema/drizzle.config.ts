import { defineConfig } from 'drizzle-kit';

/** Names the schema of the DDL, whatever the project's own configuration goes on to name. */
export default defineConfig({
  dialect: 'mysql',
  schema: './src/schema/index.ts',
  tablesFilter: ['users', 'accounts', 'sessions', 'verification_tokens'],
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
