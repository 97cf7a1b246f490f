import { type Context, Hono } from 'hono';
import { addressFrom } from '../address.ts';
import { redirectWithNotice } from '../notice-cookie.ts';
import { fieldOf, ownForm } from '../own-form.ts';
import { askForLinkStep, newPasswordStep } from '../page/reset.ts';
import { createResetToken, type ResetLink, resetPassword } from '../password-reset.ts';
import { passwordPath } from '../password-sign-in.ts';
import { passwordProblem } from '../passwords.ts';
import type { OpenDatabase } from '../settings.ts';
import { requestName } from './request-name.ts';
import type { RunningDemo } from './running-demo.ts';
import { serveStep } from './step-page.ts';

const newPath = (link: ResetLink) => `/reset/new?${new URLSearchParams({ ...link })}`;

/** Serves the way to a new password: a form that sends a link, and the page of the link. */
export function resetRoutes(demo: RunningDemo): Hono {
  const { settings, mailbox } = demo;
  const own = ownForm(demo, '/reset');

  async function sendLink(c: Context, database: OpenDatabase): Promise<Response> {
    const email = addressFrom(await fieldOf(c, 'email'));
    if (email === undefined) return redirectWithNotice(c, '/reset', 'new-address-wrong');
    const token = await createResetToken(database.adapterFor(c.req.raw.headers), email);
    if (token) {
      const link = settings.origin + newPath({ email, token });
      mailbox.deliver({ purpose: 'password-reset', to: email, link, token });
    }
    // The same for every address.
    return redirectWithNotice(c, '/reset', 'reset-sent');
  }

  async function setPassword(c: Context, database: OpenDatabase): Promise<Response> {
    const [email, token] = [await fieldOf(c, 'email'), await fieldOf(c, 'token')];
    const password = await fieldOf(c, 'password');
    // Before the link is used up.
    const problem = passwordProblem(password);
    if (problem) return redirectWithNotice(c, newPath({ email, token }), problem);
    const adapter = database.adapterFor(c.req.raw.headers);
    const isGood = await resetPassword(database, adapter, { email, token, password });
    if (!isGood) return redirectWithNotice(c, '/reset', 'reset-link-void');
    mailbox.markUsed({ to: email, token });
    return redirectWithNotice(c, passwordPath({ email }), 'password-reset');
  }

  const recorded = (act: typeof sendLink) => (c: Context) =>
    settings.statements.record(requestName(c), (database) => act(c, database));

  return new Hono()
    .get('/reset', (c) => serveStep(demo, c, askForLinkStep))
    .post('/reset', own, recorded(sendLink))
    .get('/reset/new', (c) => {
      const { email = '', token = '' } = c.req.query();
      return serveStep(demo, c, (notice, csrfToken) => newPasswordStep({ email, token }, notice, csrfToken));
    })
    .post('/reset/new', own, recorded(setPassword));
}
