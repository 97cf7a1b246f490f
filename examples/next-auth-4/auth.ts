import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool, type Pool } from 'mysql2/promise';
import type { AuthOptions, DefaultSession } from 'next-auth';
import Email from 'next-auth/providers/email';
import { localId } from './local-id';

declare module 'next-auth' {
  interface Session {
    user: DefaultSession['user'] & { id: string };
  }
}

// Next.js evaluates a module once per bundle; what is on globalThis is there once per process.
const kept = globalThis as typeof globalThis & { pool?: Pool };
let options: AuthOptions | undefined;

/** Returns the options of next-auth. The pool is made on first use, because `next build` has no DATABASE_URL. */
export function authOptions(): AuthOptions {
  kept.pool ??= createPool(process.env.DATABASE_URL ?? '');
  options ??= {
    adapter: MySqlAdapter(kept.pool, { tables }),
    providers: [localId, Email({ server: process.env.EMAIL_SERVER, from: process.env.EMAIL_FROM })],
    callbacks: {
      session: ({ session, user }) => ({ ...session, user: { ...session.user, id: user.id } }),
    },
  };
  return options;
}
