// A process of its own: a site that Auth.js serves, with one value of the option, until it is killed. It says its port.
import { createServer } from 'node:http';
import { Auth, type AuthConfig, skipCSRFCheck } from '@auth/core';
import Credentials from '@auth/core/providers/credentials';
import { createPool } from 'mysql2/promise';
import { withCredentialSessions } from '../../src/credentials.ts';
import type { SessionTokenHashing } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';

/** What such a process is told. */
export interface Task {
  readonly url: string;
  readonly mode: SessionTokenHashing;
}

const { url, mode }: Task = JSON.parse(process.argv[2] ?? '');

const adapter = MySqlAdapter(createPool(url), { hashSessionTokens: mode });
const config = withCredentialSessions({
  adapter,
  providers: [Credentials({ authorize: ({ email }) => adapter.getUserByEmail(String(email)) })],
  secret: 'a secret of the test',
  trustHost: true,
  basePath: '/auth',
  skipCSRFCheck,
  // Each visit extends the session.
  session: { updateAge: 0 },
}) satisfies AuthConfig;

const server = createServer(async (incoming, answer) => {
  const body: Uint8Array[] = [];
  for await (const piece of incoming) body.push(piece);
  const request = new Request(new URL(incoming.url ?? '', 'http://app.test'), {
    method: incoming.method ?? 'GET',
    headers: {
      cookie: incoming.headers.cookie ?? '',
      'content-type': incoming.headers['content-type'] ?? 'text/plain',
    },
    ...(incoming.method === 'POST' && { body: Buffer.concat(body) }),
  });
  const response = await Auth(request, config);
  answer.writeHead(response.status, { 'set-cookie': response.headers.getSetCookie() });
  answer.end(await response.text());
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify(server.address())));
