import { Client } from '@planetscale/database';
import { limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';

export const limit = (url: string) => limitCodeRequests(MySqlAdapter(new Client({ url })));
