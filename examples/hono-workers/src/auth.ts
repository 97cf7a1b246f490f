import { Auth, type AuthConfig } from '@auth/core';
import Resend from '@auth/core/providers/resend';
import type { Session } from '@auth/core/types';
import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import type { Context } from 'hono';

type Oidc = 'AUTH_OIDC_ISSUER' | 'AUTH_OIDC_ID' | 'AUTH_OIDC_SECRET';
type Mail = 'EMAIL_FROM' | 'RESEND_URL' | 'AUTH_RESEND_KEY';
export type Env = { Bindings: Record<'DATABASE_HTTP_URL' | 'AUTH_SECRET' | Oidc | Mail, string> };

export function authConfig({ env }: Context<Env>): AuthConfig {
  // A client for each request: on Workers, a request may not use what another one has opened.
  const client = new Client({ url: env.DATABASE_HTTP_URL });
  const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: clientId, AUTH_OIDC_SECRET: clientSecret } = env;
  return {
    adapter: MySqlAdapter(client, { tables }),
    providers: [
      { id: 'oidc', name: 'Local ID', type: 'oidc', issuer, clientId, clientSecret },
      Resend({ sendVerificationRequest: ({ identifier, url }) => sendLink(env, identifier, url) }),
    ],
    basePath: '/auth',
    secret: env.AUTH_SECRET,
    trustHost: true,
  };
}

async function sendLink(env: Env['Bindings'], to: string, url: string): Promise<void> {
  const { ok, status } = await fetch(`${env.RESEND_URL || 'https://api.resend.com'}/emails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.AUTH_RESEND_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ from: env.EMAIL_FROM, to, subject: 'Sign in', text: `Sign in: ${url}` }),
  });
  if (!ok) throw new Error(`Expected Resend to send the link, got ${status}.`);
}

/** Returns the session of a request, and puts the cookie that extends or ends it into the answer. */
export async function readSession(c: Context<Env>): Promise<Session | null> {
  const headers = { cookie: c.req.header('cookie') ?? '' };
  const request = new Request(new URL('/auth/session', c.req.url), { headers });
  const answer = await Auth(request, authConfig(c));
  const cookies = answer.headers.getSetCookie().filter((cookie) => cookie.includes('session-token'));
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return answer.ok ? answer.json() : null;
}
