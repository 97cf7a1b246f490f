import { SvelteKitAuth } from '@auth/sveltekit';
import Nodemailer from '@auth/sveltekit/providers/nodemailer';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import { building } from '$app/environment';
import { env } from '$env/dynamic/private';

// A build needs no database.
const pool = building ? undefined : createPool(env.DATABASE_URL ?? '');
const adapter = pool && MySqlAdapter(pool, { tables });
// Open connections would keep the process alive after adapter-node has closed its server.
process.once('sveltekit:shutdown', () => pool?.end());

export const { handle } = SvelteKitAuth(async () => ({
  adapter,
  providers: [
    { id: 'oidc', name: 'Local ID', type: 'oidc' },
    Nodemailer({ server: env.EMAIL_SERVER, from: env.EMAIL_FROM }),
  ],
  callbacks: {
    // Anything returned here can be read in the browser, at /auth/session.
    session: ({ session: { expires }, user: { id, email } }) => ({ user: { id, email }, expires }),
  },
  // AUTH_TRUST_HOST has no effect in a production build.
  trustHost: true,
}));
