import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Person } from './providers.ts';

export interface OAuthServer {
  readonly url: string;
  /** Sets who signs in next, and what comes with their access token. */
  signsIn(person: Person, tokens?: object): void;
  close(): Promise<void>;
}

/** Starts the two endpoints of an OAuth 2 provider that Auth.js itself calls, on a free loopback port. */
export async function startOAuthServer(): Promise<OAuthServer> {
  let person = {};
  let added = {};
  const server = createServer((request, response) => {
    const tokens = { access_token: 'access', token_type: 'bearer', ...added };
    const answer = request.url === '/token' ? tokens : person;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('Expected the provider to have a port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    signsIn: (next, tokens = {}) => {
      [person, added] = [next, tokens];
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
