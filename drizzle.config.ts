import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'mysql',
  schema: './src/schema/production.ts',
  out: './drizzle',
  // Without a filter, `push` offers to drop every table of the database that is not named in the schema.
  tablesFilter: ['users', 'accounts', 'sessions', 'verification_tokens', 'authenticators'],
  // drizzle-kit speaks MySQL's protocol: a mysql:// URL, also for PlanetScale.
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
