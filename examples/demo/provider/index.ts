import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { close, listen } from '../../../dev/command/listen.ts';
import type { OpenIdProvider } from '../settings.ts';
import { createProvider } from './create-provider.ts';
import { isRefused, setPolicy } from './guard.ts';
import { createPeople } from './people.ts';
import { isForPeople, peopleRoutes } from './people-routes.ts';

/** A running OpenID Connect provider. */
export interface RunningProvider extends OpenIdProvider {
  stop(): Promise<void>;
}

/**
 * Starts an OpenID Connect provider on a free port, with one client: the site at `site`, which is called back at one
 * of `callbackPaths`.
 *
 * It is a real one (npm oidc-provider) that lets everybody in and forgets everything when it stops.
 */
export async function startProvider(
  site: string,
  callbackPaths: readonly string[],
): Promise<RunningProvider> {
  let answer: RequestListener = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  const issuer = `http://127.0.0.1:${await listen(server, 0)}`;
  const openId = { issuer, clientId: 'demo', clientSecret: randomBytes(16).toString('hex') };
  const people = createPeople();
  const provider = await createProvider(openId, people, { site, callbackPaths });
  const forPeople = getRequestListener(peopleRoutes(provider, people, site).fetch);
  const forSites = provider.callback();
  answer = (request, response) => {
    if (isRefused(issuer, request, response)) return;
    setPolicy(site, response);
    return isForPeople(request.url) ? forPeople(request, response) : forSites(request, response);
  };
  return { ...openId, stop: () => close(server) };
}
