import type { AuthConfig } from '@auth/core';

/**
 * Names Auth.js's cookies after the port of the site, such as `authjs-3000.session-token`.
 *
 * A browser sends cookies to every port of a machine, so two demos would sign each other's visitors out.
 */
export function cookiesOf(origin: string): NonNullable<AuthConfig['cookies']> {
  const { port } = new URL(origin);
  const cookie = (name: string) => ({
    name: `authjs-${port}.${name}`,
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
