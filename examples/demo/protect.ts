import type { MiddlewareHandler } from 'hono';
import { every, except } from 'hono/combine';
import { secureHeaders } from 'hono/secure-headers';
import type { DemoSettings } from './settings.ts';

/** Restricts the site to its one address, and the page to its own scripts, styles and forms. */
export function protect({ origin, openId }: DemoSettings): MiddlewareHandler {
  // A health check may ask by IP address, and does not count a redirect as healthy.
  return every(except('/healthz', oneAddress(origin)), policy(new URL(openId.issuer).origin));
}

// A cookie set for localhost is not sent to 127.0.0.1, and the provider redirects back to one address only.
// It also keeps a foreign name that points at this machine from reading the mailbox.
function oneAddress(origin: string): MiddlewareHandler {
  return async (c, next) => {
    const url = new URL(c.req.url);
    if (url.origin === origin) return next();
    // Joined as text: resolved against the origin, a path such as //evil.example would lead to another site.
    return c.redirect(`${origin}${url.pathname}${url.search}`, 302);
  };
}

function policy(providerOrigin: string): MiddlewareHandler {
  return secureHeaders({
    // Not no-referrer: browsers then send `Origin: null` with the page's own forms.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      connectSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      // Browsers apply this to redirects after a form too, and signing in redirects to the provider.
      formAction: ["'self'", providerOrigin],
    },
  });
}
