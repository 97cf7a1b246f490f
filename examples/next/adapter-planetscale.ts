import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';

export const adapter = MySqlAdapter(new Client({ url: process.env.DATABASE_HTTP_URL ?? '' }), { tables });
