import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import type { InteractionResults, Provider } from 'oidc-provider';
import { consentPage, loginPage, problemPage } from './pages.ts';
import type { People } from './people.ts';
import { providerStyle } from './style.ts';

type Env = { Bindings: HttpBindings };

/** Says whether an address is one of the pages for people; all others belong to the protocol. */
export function isForPeople(url = '/'): boolean {
  return /^\/interaction\/|^\/style\.css$/.test(url);
}

/** Serves the provider's pages for people: login and consent. `site` is where they came from. */
export function peopleRoutes(provider: Provider, people: People, site: string): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/interaction/*', csrf());

  app.get('/interaction/:id', async (c) => {
    const { uid, prompt, session } = await interactionOf(provider, c);
    const person = people.find(session?.accountId ?? '');
    return c.html(prompt.name === 'consent' && person ? consentPage(uid, person) : loginPage(uid));
  });

  app.post('/interaction/:id/login', async (c) => {
    const { name, email } = await c.req.parseBody();
    if (!isFilled(name) || !isFilled(email)) return c.redirect(`/interaction/${c.req.param('id')}`, 303);
    return goOn(provider, c, { login: { accountId: people.logIn(name, email).sub } });
  });

  app.post('/interaction/:id/consent', async (c) =>
    goOn(provider, c, { consent: { grantId: await grant(provider, c) } }),
  );

  app.post('/interaction/:id/cancel', (c) => goOn(provider, c, { error: 'access_denied' }));

  app.get('/style.css', (c) => c.body(providerStyle, 200, { 'content-type': 'text/css; charset=utf-8' }));

  app.onError((error, c) => {
    if ('getResponse' in error) return error.getResponse();
    return c.html(problemPage('This login has ended, or it was started in another browser.', site), 400);
  });
  return app;
}

function interactionOf(provider: Provider, { env }: Context<Env>) {
  return provider.interactionDetails(env.incoming, env.outgoing);
}

/** Notes a step's result and sends the browser back into the protocol. */
async function goOn(provider: Provider, c: Context<Env>, result: InteractionResults): Promise<Response> {
  const url = await provider.interactionResult(c.env.incoming, c.env.outgoing, result);
  return c.redirect(url, 303);
}

/** Grants the site everything it asks for, and returns the grant's id. */
async function grant(provider: Provider, c: Context<Env>): Promise<string> {
  const { params, session, grantId } = await interactionOf(provider, c);
  const existing = grantId ? await provider.Grant.find(grantId) : undefined;
  const granted =
    existing ?? new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
  granted.addOIDCScope(String(params.scope));
  return granted.save();
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
