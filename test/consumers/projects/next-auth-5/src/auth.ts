import type { AuthConfig } from '@auth/core';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { providerTokens } from 'authjs-drizzle-mysql/tokens';
import { createPool } from 'mysql2/promise';
import NextAuth, { type NextAuthConfig, type NextAuthResult } from 'next-auth';
import type { Adapter } from 'next-auth/adapters';
import GitHub from 'next-auth/providers/github';

export const pool = createPool(process.env.DATABASE_URL ?? '');
const adapter = MySqlAdapter(pool, { tables });

// Each way to hand it over.
export const site: NextAuthResult = NextAuth({
  adapter,
  providers: [GitHub],
  secret: 'a secret of the test',
  trustHost: true,
});
export const lazily: NextAuthResult = NextAuth(() => ({ adapter, providers: [GitHub] }));
const { updateOnSignIn } = providerTokens(adapter);
export const config: NextAuthConfig = { adapter, providers: [], events: { signIn: updateOnSignIn } };
export const configOfCore: AuthConfig = { adapter, providers: [], events: { signIn: updateOnSignIn } };
export const adapterOfNextAuth: Adapter = adapter;

// Not everything is an adapter, or the lines above would say nothing.
// @ts-expect-error a method is a function
export const refused: NextAuthConfig = { adapter: { ...adapter, getUser: 'ada' }, providers: [] };

/** Signs somebody in and returns the token of the session. */
export async function signIn(email: string): Promise<string> {
  const { id } = await adapter.createUser({ id: '', email, emailVerified: null });
  const expires = new Date(Date.now() + 3_600_000);
  const session = await adapter.createSession({ sessionToken: crypto.randomUUID(), userId: id, expires });
  return session.sessionToken;
}
