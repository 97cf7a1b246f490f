import type { Context, MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { csrf } from 'hono/csrf';
import { redirectWithNotice } from './notice-cookie.ts';
import type { RunningDemo } from './routes/running-demo.ts';
import { readFormToken } from './visit.ts';

/**
 * Lets only the site's own forms through.
 *
 * A form must come from a page of the site, as the browser says, and must have the token that the browser has in its
 * cookie, signed by Auth.js: another site can neither read nor set that. A form without it is usually an old page, so
 * the person gets a message, on `page`.
 */
export const ownForm = (demo: RunningDemo, page = '/account'): MiddlewareHandler =>
  every(csrf(), requireToken(demo, page));

function requireToken({ settings, auth }: RunningDemo, page: string): MiddlewareHandler {
  return async (c, next) => {
    const { csrfToken, isKnown } = await readFormToken(c.req.raw, auth(settings.database, c.req.raw));
    if (isKnown && (await fieldOf(c, 'csrfToken')) === csrfToken) return next();
    return redirectWithNotice(c, page, 'form-out-of-date');
  };
}

/** Returns a field of the request's form; empty text if it has none, or a file instead. */
export async function fieldOf(c: Context, name: string): Promise<string> {
  const { [name]: value } = await c.req.parseBody();
  return typeof value === 'string' ? value : '';
}
