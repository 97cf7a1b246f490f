import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';

export const adapt = (url: string) => MySqlAdapter(new Client({ url }));
