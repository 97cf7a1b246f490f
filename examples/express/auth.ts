import type { ExpressAuthConfig } from '@auth/express';
import Nodemailer from '@auth/express/providers/nodemailer';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';

export const authConfig: ExpressAuthConfig = {
  adapter: MySqlAdapter(createPool(process.env.DATABASE_URL ?? ''), { tables }),
  providers: [
    // The issuer, the id and the secret come from AUTH_OIDC_ISSUER, AUTH_OIDC_ID and AUTH_OIDC_SECRET.
    { id: 'oidc', name: 'Local ID', type: 'oidc' },
    Nodemailer({ server: process.env.EMAIL_SERVER ?? '', from: process.env.EMAIL_FROM ?? '' }),
  ],
};
