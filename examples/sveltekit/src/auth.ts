import { SvelteKitAuth } from '@auth/sveltekit';
import Nodemailer from '@auth/sveltekit/providers/nodemailer';
import { MySqlAdapter, type MySqlAdapterMethods } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import { env } from '$env/dynamic/private';

let adapter: MySqlAdapterMethods | undefined;

function createAdapter(): MySqlAdapterMethods {
  const pool = createPool(env.DATABASE_URL ?? '');
  // Open connections keep the process alive after adapter-node has closed its server.
  process.once('sveltekit:shutdown', () => pool.end());
  return MySqlAdapter(pool, { tables });
}

export const { handle } = SvelteKitAuth(async () => {
  // With the first request, so that a build needs no database.
  adapter ??= createAdapter();
  return {
    adapter,
    providers: [
      // The issuer, the id and the secret come from AUTH_OIDC_ISSUER, AUTH_OIDC_ID and AUTH_OIDC_SECRET.
      { id: 'oidc', name: 'Local ID', type: 'oidc' },
      Nodemailer({ server: env.EMAIL_SERVER, from: env.EMAIL_FROM }),
    ],
    callbacks: {
      // Anything returned here can be read in the browser, at /auth/session.
      session: ({ session: { expires }, user: { id, name, email } }) => ({
        user: { id, name, email },
        expires,
      }),
    },
    // adapter-node takes the host from ORIGIN. AUTH_TRUST_HOST is not read in production.
    trustHost: true,
  };
});
