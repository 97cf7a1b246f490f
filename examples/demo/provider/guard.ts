import type { IncomingMessage, ServerResponse } from 'node:http';

/** Refuses requests under a name other than the issuer's, which may point here too, and says whether it did. */
export function isRefused(issuer: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (request.headers.host === new URL(issuer).host) return false;
  response.writeHead(421).end();
  return true;
}

/** Sets the headers that keep the provider's pages to their own style, scripts and forms, which go on to the site. */
export function setPolicy(site: string, response: ServerResponse): void {
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // To log out the last person before the next one, oidc-provider sends a form by a script, whose hash it adds here.
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    `form-action 'self' ${site}`,
  ];
  response.setHeader('content-security-policy', policy.join('; '));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  // Not no-referrer: browsers then send `Origin: null` with the pages' own forms.
  response.setHeader('referrer-policy', 'same-origin');
}
