import { Client } from '@planetscale/database';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';

export const config = (url: string) =>
  withCredentialSessions({ adapter: MySqlAdapter(new Client({ url })), providers: [] });
