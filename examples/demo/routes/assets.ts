import { Hono } from 'hono';
import { browserScript } from '../page/browser-script.ts';
import { siteStyle } from '../page/site-style.ts';

/** Serves the style and the script of the page. */
export function assetRoutes(): Hono {
  return new Hono()
    .get('/style.css', (c) => c.body(siteStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/browser.js', (c) =>
      c.body(browserScript, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
    );
}
