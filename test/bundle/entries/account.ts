import { Client } from '@planetscale/database';
import { currentUser } from 'authjs-drizzle-mysql/account';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';

export const whoIs = (url: string, { headers }: Request) =>
  currentUser(MySqlAdapter(new Client({ url })), { headers });
