import { defineConfig } from 'drizzle-kit';

if (!process.env.DATABASE_URL) process.loadEnvFile('.env.local');

export default defineConfig({
  dialect: 'mysql',
  schema: './schema.ts',
  // A push drops every other table that is empty. Add the names of your own tables here, as you add them to the schema.
  tablesFilter: ['users', 'accounts', 'sessions', 'verification_tokens', 'authenticators'],
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
