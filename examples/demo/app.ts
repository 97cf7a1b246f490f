import { Hono } from 'hono';
import { authConfig } from './auth-config.ts';
import { createMailbox } from './mailbox.ts';
import { unavailablePage } from './page/layout.ts';
import { protect } from './protect.ts';
import { accountRoutes } from './routes/account.ts';
import { assetRoutes } from './routes/assets.ts';
import { authRoutes } from './routes/auth.ts';
import type { Demo } from './routes/demo.ts';
import { healthRoutes } from './routes/health.ts';
import { pageRoutes } from './routes/page.ts';
import type { DemoSettings } from './settings.ts';

/**
 * Makes the demo: one page, the routes of Auth.js, and what a person can do with their own account.
 *
 * It knows neither Node nor a driver, so it runs wherever `Request` and `Response` do; what differs from place
 * to place comes in as settings.
 */
export function createDemo(settings: DemoSettings): Hono {
  const mailbox = createMailbox();
  const demo: Demo = { settings, mailbox, auth: authConfig(settings, mailbox) };
  const app = new Hono();
  app.use(protect(settings));
  for (const routes of [pageRoutes, authRoutes, accountRoutes, healthRoutes, assetRoutes]) {
    app.route('/', routes(demo));
  }
  const report = onceInARow(console.error);
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    report(reasonOf(error));
    return c.html(unavailablePage(settings), 503);
  });
  return app;
}

// Drizzle's own message holds the whole statement with its values; the driver's says what went wrong.
function reasonOf(error: Error): string {
  const { name, message } = error.cause instanceof Error ? error.cause : error;
  return `${name}: ${message}`;
}

// Every open page asks once a second, and gets the same answer while the database is down.
function onceInARow(write: (line: string) => void): (line: string) => void {
  let last = '';
  return (line) => {
    if (line !== last) write(line);
    last = line;
  };
}
