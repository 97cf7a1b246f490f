import { Auth } from '@auth/core';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { authConfig, type Env, readSession } from './auth.ts';

const app = new Hono<Env>();

app.on(['GET', 'POST'], '/auth/*', async (c) => {
  const answer = await Auth(c.req.raw, authConfig(c));
  return new Response(answer.body, answer); // a copy, because nobody may add headers to a redirect
});

app.get('/', async (c) => {
  const session = await readSession(c);
  if (!session) return c.html(html`<p>Nobody is signed in</p><a href="/auth/signin">Sign in</a>`);
  return c.html(html`<p>Signed in as ${session.user?.email}</p><a href="/auth/signout">Sign out</a>`);
});

app.get('/private', async (c) => {
  const session = await readSession(c);
  if (!session) return c.redirect('/auth/signin?callbackUrl=/private');
  return c.html(html`<p>Only for ${session.user?.email}</p>`);
});

export default app;
