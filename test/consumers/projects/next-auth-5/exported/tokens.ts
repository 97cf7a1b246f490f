import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { oauthRefresh, providerTokens } from 'authjs-drizzle-mysql/tokens';
import { createPool } from 'mysql2/promise';

const adapter = MySqlAdapter(createPool(process.env.DATABASE_URL ?? ''));
export const google = oauthRefresh({ tokenEndpoint: 'https://login.example.com/token', clientId: 'x' });
export const tokens = providerTokens(adapter, { refresh: { google } });
