import type { Context } from 'hono';

/** Names a request for the statement log: without its query, which may carry a token. */
export function requestName(c: Context): string {
  return `${c.req.method} ${c.req.path}`;
}
