import { Client } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/planetscale-serverless';

/** Returns the database over HTTP. A client holds no connection, so that each call may make one. */
export const db = () => drizzle({ client: new Client({ url: process.env.DATABASE_HTTP_URL ?? '' }) });
