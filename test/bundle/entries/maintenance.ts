import { Client } from '@planetscale/database';
import { prune } from 'authjs-drizzle-mysql/maintenance';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';

export const clean = (url: string) => prune(MySqlAdapter(new Client({ url })));
