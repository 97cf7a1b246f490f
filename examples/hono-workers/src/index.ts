import { Hono } from 'hono';
import { html } from 'hono/html';
import { answerAuth, readSession } from './auth.ts';
import type { Env } from './env.ts';
import { pruneExpired } from './prune.ts';

const app = new Hono<Env>().on(['GET', 'POST'], '/auth/*', answerAuth);

app.get('/', async (c) => {
  const email = (await readSession(c))?.user.email;
  if (!email) return c.html(html`<p>Nobody is signed in</p><a href="/auth/signin">Sign in</a>`);
  return c.html(html`<p>Signed in as ${email}</p><a href="/auth/signout">Sign out</a>`);
});

app.get('/private', async (c) => {
  const email = (await readSession(c))?.user.email;
  return email ? c.html(html`<p>Only for ${email}</p>`) : c.redirect('/auth/signin?callbackUrl=/private');
});

export default {
  fetch: app.fetch,
  scheduled: (_event: unknown, env: Env['Bindings']) => pruneExpired(env),
};
