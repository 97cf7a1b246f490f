import { Auth, type AuthConfig } from '@auth/core';
import Resend from '@auth/core/providers/resend';
import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import type { Context } from 'hono';
import type { Env } from './env.ts';
import { sendLink } from './send-link.ts';

export interface Session {
  user: { id: string; email: string };
  expires: string;
}

function config({ env }: Context<Env>): AuthConfig {
  const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: clientId, AUTH_OIDC_SECRET: clientSecret } = env;
  return {
    adapter: MySqlAdapter(new Client({ url: env.DATABASE_HTTP_URL }), { tables }),
    providers: [
      { id: 'oidc', name: 'Local ID', type: 'oidc', issuer, clientId, clientSecret },
      Resend({ sendVerificationRequest: ({ identifier, url }) => sendLink(env, identifier, url) }),
    ],
    callbacks: {
      // Anything returned here can be read in the browser, at /auth/session.
      session: ({ session: { expires }, user: { id, email } }) => ({ user: { id, email }, expires }),
    },
    basePath: '/auth',
    secret: env.AUTH_SECRET,
    trustHost: true, // the host is always one that is routed to this worker
  };
}

/** Answers a request to one of Auth.js's own pages. */
export async function answerAuth(c: Context<Env>): Promise<Response> {
  const answer = await Auth(c.req.raw, config(c));
  return new Response(answer.body, answer); // a copy, because nobody may add headers to a redirect
}

/** Returns the session of a request, and puts the cookie that extends or ends it into the answer. */
export async function readSession(c: Context<Env>): Promise<Session | null> {
  const headers = { cookie: c.req.header('cookie') ?? '' };
  const answer = await Auth(new Request(new URL('/auth/session', c.req.url), { headers }), config(c));
  const cookies = answer.headers.getSetCookie().filter((cookie) => cookie.includes('session-token'));
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  return answer.ok ? answer.json() : null;
}
