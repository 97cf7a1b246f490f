import { MySqlAdapter } from 'authjs-drizzle-mysql';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import type { AuthOptions, DefaultSession } from 'next-auth';
import Email from 'next-auth/providers/email';
import { db } from './db';
import { localId } from './local-id';

declare module 'next-auth' {
  interface Session {
    user: DefaultSession['user'] & { id: string };
  }
}

export const authOptions: AuthOptions = {
  adapter: MySqlAdapter(db, { tables }),
  providers: [localId, Email({ server: process.env.EMAIL_SERVER, from: process.env.EMAIL_FROM })],
  callbacks: {
    session: ({ session, user }) => ({ ...session, user: { ...session.user, id: user.id } }),
  },
};
