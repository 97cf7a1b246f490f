import { Auth } from '@auth/core';
import { Hono } from 'hono';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';

/** Hands everything under `/auth` to Auth.js, and writes down which statements it ran. */
export function authRoutes({ settings, mailbox, auth }: RunningDemo): Hono {
  return new Hono().on(['GET', 'POST'], '/auth/*', async (c) => {
    const answer = await settings.statements.record(requestName(c), ({ adapter }) =>
      Auth(c.req.raw, auth(adapter)),
    );
    if (c.req.path === '/auth/callback/email' && !hasFailed(answer)) {
      mailbox.markUsed(c.req.query('token') ?? '');
    }
    // A copy, because what says that signing in failed is a `Response.redirect()`: nobody may add headers to that.
    return new Response(answer.body, answer);
  });
}

// Auth.js goes on to a page in both cases; `error` in the address is what tells them apart.
function hasFailed(answer: Response): boolean {
  return answer.headers.get('location')?.includes('error=') ?? false;
}
