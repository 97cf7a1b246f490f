import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { drizzle } from 'drizzle-orm/mysql2';
import type { NextAuthConfig } from 'next-auth';

const adapter = MySqlAdapter(() => drizzle(process.env.DATABASE_URL ?? ''));

export const plain = withCredentialSessions({ adapter, providers: [], session: { maxAge: 3600 } });
export const ofNext = withCredentialSessions({
  adapter,
  providers: [],
  callbacks: { signIn: ({ account }) => account !== null },
} satisfies NextAuthConfig);
