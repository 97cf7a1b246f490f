import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { drizzle } from 'drizzle-orm/planetscale-serverless';

export const adapt = (url: string) => MySqlAdapter(drizzle({ client: new Client({ url }) }));
