import type { Context } from 'hono';

/** Returns a request's name for the statement log, without its query, which may carry a token. */
export function requestName(c: Context): string {
  return `${c.req.method} ${c.req.path}`;
}
