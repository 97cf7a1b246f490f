import { getSecret } from 'astro:env/server';
import { Auth, type AuthConfig } from '@auth/core';
import Nodemailer from '@auth/core/providers/nodemailer';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';

export interface Session {
  user: { id: string; email: string };
  expires: string;
}

let config: AuthConfig | undefined;

/** Answers a request below /auth, and `GET /auth/session` with whoever the request's cookies belong to. */
export function auth(request: Request): Promise<Response> {
  // With the first request, so that a build needs no database.
  config ??= {
    adapter: MySqlAdapter(createPool(getSecret('DATABASE_URL') ?? ''), { tables }),
    providers: [
      {
        id: 'oidc',
        name: 'Local ID',
        type: 'oidc',
        issuer: getSecret('AUTH_OIDC_ISSUER'),
        clientId: getSecret('AUTH_OIDC_ID'),
        clientSecret: getSecret('AUTH_OIDC_SECRET'),
      },
      Nodemailer({ server: getSecret('EMAIL_SERVER'), from: getSecret('EMAIL_FROM') }),
    ],
    callbacks: {
      // Anything returned here can be read in the browser, at /auth/session.
      session: ({ session: { expires }, user: { id, email } }) => ({ user: { id, email }, expires }),
    },
    secret: getSecret('AUTH_SECRET'),
    // Astro has checked the host: `allowedDomains` in its configuration.
    trustHost: true,
  };
  return Auth(request, config);
}
