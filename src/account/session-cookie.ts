import { requireOneOf } from '../adapter/arguments.ts';
import { requireCookieName } from '../adapter/cookie-name.ts';
import { environment } from '../adapter/environment.ts';
import { cookieOf } from '../request/cookies.ts';
import { headerOf, type RequestHeaders } from '../request/headers.ts';

/** A request, and the cookie in which it has the token of a session. */
export interface SessionCookieOptions {
  /** The headers of the request: a `Headers` object, what Next.js's `headers()` resolves to, or Node's `req.headers`. */
  readonly headers: RequestHeaders;
  /**
   * Whether the site is on https, where the names of Auth.js's cookies begin with `__Secure-`. A cookie without that
   * does not count there: a subdomain could have set it.
   * @default true if `NODE_ENV` is `production`, and in a runtime without environment variables
   */
  readonly secure?: boolean | undefined;
  /**
   * The cookie's whole name, for a site that sets `cookies.sessionToken.name`.
   * @default `authjs.session-token` or `next-auth.session-token`, the first that the request has
   */
  readonly cookieName?: string | undefined;
}

/** The names in Auth.js and in next-auth 4. */
const NAMES = ['authjs.session-token', 'next-auth.session-token'];

/** Returns the token in the cookie of the session; undefined if the request has none. */
export function sessionTokenOf(options: SessionCookieOptions): string | undefined {
  const { headers, secure = isOnHttps(), cookieName } = options;
  requireOneOf([true, false], secure, 'secure');
  const names =
    cookieName === undefined
      ? NAMES.map((name) => (secure ? `__Secure-${name}` : name))
      : [requireCookieName(cookieName)];
  const header = headerOf(headers, 'cookie') ?? '';
  for (const name of names) {
    const token = cookieOf(header, name);
    if (token !== undefined) return token;
  }
  return undefined;
}

/** Says whether a site is likely on https; in doubt it is, since a cookie without `__Secure-` may be planted there. */
function isOnHttps(): boolean {
  const env = environment();
  return !env || env.NODE_ENV === 'production';
}
