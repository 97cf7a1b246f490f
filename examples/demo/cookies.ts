import type { AuthConfig } from '@auth/core';

/**
 * Names a cookie after the port of the site, such as `authjs-3000.session-token`.
 *
 * A browser sends cookies to every port of a machine, so two demos would sign each other's visitors out.
 */
export function cookieName(origin: string, name: string): string {
  return `authjs-${new URL(origin).port}.${name}`;
}

/** The name of the cookie in which a browser has the token of its session. */
export const sessionCookieName = (origin: string) => cookieName(origin, 'session-token');

/** Names all of Auth.js's cookies after the port of the site. */
export function cookiesOf(origin: string): NonNullable<AuthConfig['cookies']> {
  const cookie = (name: string) => ({
    name: cookieName(origin, name),
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/' },
  });
  return {
    sessionToken: cookie('session-token'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf-token'),
    pkceCodeVerifier: cookie('pkce.code_verifier'),
    state: cookie('state'),
    nonce: cookie('nonce'),
    webauthnChallenge: cookie('challenge'),
  };
}
