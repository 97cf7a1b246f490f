import type { AdapterSession } from '@auth/core/adapters';
import { invalidArgument, requireOneOf } from '../adapter/arguments.ts';
import { requireCookieName } from '../adapter/cookie-name.ts';

/** The site that reads the cookie of the session, and the name that it has there. */
export interface CookieOptions {
  /** The address of the site, such as `http://localhost:3000`; cookies of `https:` are `Secure`. */
  readonly baseUrl: string;
  /**
   * The version of Auth.js, whose cookies have other names: 4 for `next-auth` 4, 5 for every other package.
   * @default 5
   */
  readonly nextAuth?: 4 | 5 | undefined;
  /**
   * The cookie's whole name, for a site that sets `cookies.sessionToken.name`.
   * @default 'authjs.session-token' or 'next-auth.session-token', on https with `__Secure-` in front
   */
  readonly cookieName?: string | undefined;
}

/** A cookie in the form of Playwright's `addCookies`; `expires` is in seconds since 1970. */
export interface SessionCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  expires: number;
  httpOnly: boolean;
  secure: boolean;
  sameSite: 'Lax';
}

/** Checks the options and returns a function that makes the cookie of a session as Auth.js sets it. */
export function sessionCookie({ baseUrl, nextAuth = 5, cookieName }: CookieOptions) {
  const { protocol, hostname } = requireBaseUrl(baseUrl);
  const isHttps = protocol === 'https:';
  requireOneOf([4, 5], nextAuth, 'nextAuth');
  const name = cookieName === undefined ? defaultName(nextAuth, isHttps) : requireCookieName(cookieName);

  return ({ sessionToken, expires }: AdapterSession): SessionCookie => ({
    name,
    value: sessionToken,
    domain: hostname,
    path: '/',
    expires: Math.floor(Number(expires) / 1000),
    httpOnly: true,
    // Browsers refuse a cookie of these names without it, also on http://localhost.
    secure: isHttps || /^__(Secure|Host)-/.test(name),
    sameSite: 'Lax',
  });
}

const defaultName = (nextAuth: 4 | 5, isHttps: boolean) =>
  `${isHttps ? '__Secure-' : ''}${nextAuth === 4 ? 'next-auth' : 'authjs'}.session-token`;

function requireBaseUrl(value: unknown): URL {
  const url = typeof value === 'string' ? parseUrl(value) : undefined;
  if (url) return url;
  // Not quoted: it may hold a password.
  const got = typeof value === 'string' ? 'text that is none' : undefined;
  throw invalidArgument('baseUrl', 'be an address such as http://localhost:3000', value, got);
}

function parseUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
