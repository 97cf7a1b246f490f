import { Hono } from 'hono';
import { browserScript } from '../page/browser-script.ts';
import { passkeyScript } from '../page/passkey-script.ts';
import { siteStyle } from '../page/site-style.ts';

const SCRIPT = { 'content-type': 'text/javascript; charset=utf-8' };

/** Serves the style and the scripts of the page. */
export function assetRoutes(): Hono {
  return new Hono()
    .get('/style.css', (c) => c.body(siteStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/browser.js', (c) => c.body(browserScript, 200, SCRIPT))
    .get('/passkeys.js', (c) => c.body(passkeyScript, 200, SCRIPT));
}
