import { defineConfig } from 'drizzle-kit';

if (!process.env.DATABASE_URL) process.loadEnvFile('.env.local');

export default defineConfig({
  dialect: 'mysql',
  schema: './schema.ts',
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
