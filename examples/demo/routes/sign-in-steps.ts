import { Hono } from 'hono';
import { addressFrom } from '../address.ts';
import { codeStep } from '../page/code.ts';
import { passwordStep } from '../page/password.ts';
import type { RunningDemo } from './running-demo.ts';
import { serveStep } from './step-page.ts';

/** Serves the pages that ask for a code and for a password; their forms go to Auth.js. */
export function signInStepRoutes(demo: RunningDemo): Hono {
  return new Hono()
    .get('/code', async (c) => {
      const email = addressFrom(c.req.query('email') ?? '');
      if (email === undefined) return c.redirect('/');
      const code = c.req.query('token') ?? '';
      return serveStep(demo, c, (notice, csrfToken) => codeStep({ email, code, notice, csrfToken }));
    })
    .get('/password', (c) => {
      const email = addressFrom(c.req.query('email') ?? '') ?? '';
      return serveStep(demo, c, (notice, csrfToken) => passwordStep(email, notice, csrfToken));
    });
}
