import { Client } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/planetscale-serverless';

/** The base that the others are measured against: a site with the driver alone. */
export const connect = (url: string) => drizzle({ client: new Client({ url }) });
