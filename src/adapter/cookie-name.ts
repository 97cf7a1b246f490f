import { invalidArgument } from './arguments.ts';

/** Requires the name of a cookie and returns it. */
export function requireCookieName(value: unknown): string {
  // What RFC 6265 allows: anything else would end the name in a Cookie header.
  if (typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(value)) return value;
  const got = typeof value === 'string' ? 'text with other characters, or none' : undefined;
  throw invalidArgument('cookieName', 'be the name of a cookie, such as authjs.session-token', value, got);
}
