import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'mysql',
  schema: `./src/schema/${process.env.SCHEMA}.ts`,
  out: `./migrations/${process.env.SCHEMA}`,
  dbCredentials: { url: process.env.DATABASE_URL ?? '' },
});
