import { Hono } from 'hono';
import { authConfig } from './auth-config.ts';
import { createMailbox } from './mailbox.ts';
import { reasonOf } from './outage-reason.ts';
import { OutageReport } from './outage-report.ts';
import { unavailablePage } from './page/layout.ts';
import { protect } from './protect.ts';
import { accountRoutes } from './routes/account.ts';
import { accountActionRoutes } from './routes/account-actions.ts';
import { assetRoutes } from './routes/assets.ts';
import { authRoutes } from './routes/auth.ts';
import { healthRoutes } from './routes/health.ts';
import { newAddressRoutes } from './routes/new-address.ts';
import { pageRoutes } from './routes/page.ts';
import { resetRoutes } from './routes/reset.ts';
import type { RunningDemo } from './routes/running-demo.ts';
import { signInStepRoutes } from './routes/sign-in-steps.ts';
import type { DemoSettings } from './settings.ts';

/**
 * Makes the demo: one page, the routes of Auth.js, and what a person can do with their own account.
 *
 * It knows neither Node nor a driver, so it runs wherever `Request` and `Response` do. Whatever differs between
 * places comes in as settings.
 */
export function createDemo(settings: DemoSettings): Hono {
  const mailbox = createMailbox();
  const demo: RunningDemo = {
    settings,
    mailbox,
    auth: (database, { headers }) => authConfig(settings, mailbox, database, headers),
  };
  const app = new Hono();
  const outage = new OutageReport(console.error);
  app.use(protect(settings));
  app.use(async (c, next) => {
    await next();
    // Only these always read the database; other paths, such as the style of the outage page, do not.
    if (c.res.status < 500 && ['/', '/state', '/account', '/account/state'].includes(c.req.path))
      outage.ended();
  });
  for (const routes of [
    pageRoutes,
    authRoutes,
    signInStepRoutes,
    resetRoutes,
    accountRoutes,
    accountActionRoutes,
    newAddressRoutes,
    healthRoutes,
    assetRoutes,
  ]) {
    app.route('/', routes(demo));
  }
  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    outage.failed(reasonOf(error));
    return c.html(unavailablePage(settings), 503);
  });
  return app;
}
