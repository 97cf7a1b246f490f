import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { oauthRefresh, providerTokens } from 'authjs-drizzle-mysql/tokens';

export const keep = (url: string, tokenEndpoint: string) =>
  providerTokens(MySqlAdapter(new Client({ url })), {
    refresh: { google: oauthRefresh({ tokenEndpoint, clientId: 'app' }) },
  });
