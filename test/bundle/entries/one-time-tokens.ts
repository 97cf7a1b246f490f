import { Client } from '@planetscale/database';
import { oneTimeTokens } from 'authjs-drizzle-mysql/one-time-tokens';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';

export const resets = (url: string) =>
  oneTimeTokens(MySqlAdapter(new Client({ url })), { purpose: 'password-reset' });
