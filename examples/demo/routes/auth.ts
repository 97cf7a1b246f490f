import { Auth } from '@auth/core';
import { Hono } from 'hono';
import { pageAfter } from './page-after.ts';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';

/** Passes everything under `/auth` to Auth.js, and records the statements that it runs. */
export function authRoutes({ settings, mailbox, auth }: RunningDemo): Hono {
  return new Hono().on(['GET', 'POST'], '/auth/*', async (c) => {
    const asked = c.req.raw.clone();
    const answer = await settings.statements.record(requestName(c), (database) =>
      Auth(c.req.raw, auth(database, c.req.raw)),
    );
    const { email = '', token = '' } = c.req.query();
    if (c.req.path === '/auth/callback/email' && !hasFailed(answer)) mailbox.markUsed({ to: email, token });
    // A copy, because a failed sign-in is a `Response.redirect()`, whose headers cannot be changed.
    const copy = new Response(answer.body, answer);
    const page = await pageAfter(asked, answer);
    if (page) copy.headers.set('location', page);
    return copy;
  });
}

// Auth.js redirects in both cases; only `error` in the address tells them apart.
function hasFailed(answer: Response): boolean {
  return answer.headers.get('location')?.includes('error=') ?? false;
}
