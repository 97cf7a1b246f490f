import { ExpressAuth, getSession } from '@auth/express';
import express from 'express';
import { authConfig } from './auth.ts';

const port = Number(process.env.PORT ?? 3000);
const host = process.env.SITE_HOST ?? `localhost:${port}`;
const app = express();

// A sign-in link leads to the host that was asked for it, and anybody can send any header `Host`.
app.use((request, response, next) => {
  if (request.get('host') === host) return next();
  response.sendStatus(421);
});
// Behind a proxy that ends TLS, Express learns from its headers that the visitor came by https.
app.set('trust proxy', true);
// Without a wildcard: @auth/express takes its path from Express 4's, which Express 5 names differently.
app.use('/auth', ExpressAuth(authConfig));

app.get('/', async (request, response) => {
  const session = await getSession(request, authConfig);
  const email = session?.user?.email;
  response.send(
    email
      ? `<p>Signed in as ${escapeHtml(email)}</p><a href="/auth/signout">Sign out</a>`
      : '<p>Nobody is signed in</p><a href="/auth/signin">Sign in</a>',
  );
});

app.get('/private', async (request, response) => {
  const session = await getSession(request, authConfig);
  const email = session?.user?.email;
  if (!email) return response.redirect('/auth/signin?callbackUrl=/private');
  response.send(`<p>Only for ${escapeHtml(email)}</p>`);
});

// An address may hold any character in quotes.
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

app.listen(port, process.env.HOST ?? 'localhost');
