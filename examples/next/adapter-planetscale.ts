import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { options } from './adapter-options';

export const adapter = MySqlAdapter(new Client({ url: process.env.DATABASE_HTTP_URL ?? '' }), options);

export { db } from './db-planetscale';
