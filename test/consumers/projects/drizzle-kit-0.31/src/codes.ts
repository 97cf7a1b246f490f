// Signs somebody in by a code from a mail, through the oldest @auth/core that the package is for.
import { Auth, type AuthConfig, skipCSRFCheck } from '@auth/core';
import { limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';

const ADDRESS = 'ada@example.com';
const SITE = 'http://localhost';

const pool = createPool(process.env.DATABASE_URL ?? '');
const sent: string[] = [];
let asked = 0;
pool.on('acquire', () => {
  asked += 1;
});

const adapter = MySqlAdapter(pool, { tables, emailCodes: true });
const config: AuthConfig = {
  adapter,
  providers: [
    {
      id: 'email',
      type: 'email',
      name: 'Email',
      from: 'app@example.com',
      maxAge: 600,
      options: {},
      generateVerificationToken: () => '012345',
      sendVerificationRequest({ identifier, token }) {
        sent.push(`${identifier} ${token}`);
      },
    },
  ],
  secret: 'a secret of the test',
  trustHost: true,
  basePath: '/auth',
  skipCSRFCheck,
  callbacks: { signIn: limitCodeRequests(adapter, { redirectTo: '/code?again' }) },
  pages: { error: '/code', verifyRequest: '/code' },
  logger: { error: () => {} },
};

let cookie = '';
async function send(path: string, init: RequestInit = {}) {
  const response = await Auth(new Request(`${SITE}${path}`, { headers: { cookie }, ...init }), config);
  for (const line of response.headers.getSetCookie())
    cookie = /^(authjs\.session-token=[^;]*)/.exec(line)?.[1] ?? cookie;
  return response;
}
const locationOf = ({ headers }: Response) => headers.get('location')?.replace(SITE, '');
const request = async (email: string) =>
  locationOf(await send('/auth/signin/email', { method: 'POST', body: new URLSearchParams({ email }) }));

/** Sends the form of the page, and tells what came of it and how often the database was asked. */
async function type(token: string, addresses = [ADDRESS], method = 'GET') {
  const query = new URLSearchParams([...addresses.map((email) => ['email', email]), ['token', token]]);
  const before = asked;
  const response = await send(`/auth/callback/email?${query}`, { method });
  const { status } = response;
  return { status, location: locationOf(response), isSignedIn: cookie !== '', asked: asked - before };
}

const requests = [await request(` ${ADDRESS.toUpperCase()} `), await request(ADDRESS)];
const wrong = await type('543210');
const nobody = [await type('012345', []), await type('012345', [''])];
const head = await type('012345', [ADDRESS], 'HEAD');
const capitals = await type('012345', [ADDRESS.toUpperCase()]);
const right = await type('012345');
const session = await (await send('/auth/session')).json();
cookie = '';
const again = await type('012345');
console.log(JSON.stringify({ sent, requests, wrong, nobody, head, capitals, right, session, again }));
await pool.end();
