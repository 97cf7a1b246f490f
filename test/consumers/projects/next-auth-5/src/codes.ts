// Signs somebody in by a code from a mail, through next-auth's route handlers, as they are within Next.js.
import { limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { NextRequest } from 'next/server.js';
import NextAuth from 'next-auth';
import { pool } from './auth.js';

const ADDRESS = 'ada@example.com';
const COOKIE = 'authjs.session-token';
const SITE = 'http://localhost:3000';

const sent: string[] = [];
let asked = 0;
pool.on('acquire', () => {
  asked += 1;
});

const adapter = MySqlAdapter(pool, { tables, emailCodes: true });
const { handlers } = NextAuth({
  adapter,
  providers: [
    {
      id: 'email',
      type: 'email',
      name: 'Email',
      maxAge: 600,
      generateVerificationToken: () => '012345',
      sendVerificationRequest({ identifier, token }) {
        sent.push(`${identifier} ${token}`);
      },
    },
  ],
  secret: 'a secret of the test',
  trustHost: true,
  callbacks: { signIn: limitCodeRequests(adapter, { redirectTo: '/code?again' }) },
  pages: { error: '/code', verifyRequest: '/code' },
  logger: { error: () => {} },
});

const cookies = new Map<string, string>();
async function send(path: string, method = 'GET', form?: URLSearchParams) {
  const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
  // As Next.js passes them on.
  const headers = { host: 'localhost:3000', 'x-forwarded-proto': 'http', cookie };
  const visit = new NextRequest(`${SITE}${path}`, { method, headers, ...(form && { body: form }) });
  // Next.js answers HEAD by the handler of GET.
  const response = await (form ? handlers.POST : handlers.GET)(visit);
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
  return response;
}
const locationOf = ({ headers }: Response) => headers.get('location')?.replace(SITE, '');

async function request(email: string) {
  const { csrfToken } = await (await send('/api/auth/csrf')).json();
  return locationOf(await send('/api/auth/signin/email', 'POST', new URLSearchParams({ csrfToken, email })));
}

/** Sends the form of the page, and tells what came of it and how often the database was asked. */
async function type(token: string, addresses = [ADDRESS], method = 'GET') {
  const query = new URLSearchParams([...addresses.map((email) => ['email', email]), ['token', token]]);
  const before = asked;
  const response = await send(`/api/auth/callback/email?${query}`, method);
  const { status } = response;
  return { status, location: locationOf(response), isSignedIn: cookies.has(COOKIE), asked: asked - before };
}

const requests = [await request(` ${ADDRESS.toUpperCase()} `), await request(ADDRESS)];
const wrong = await type('543210');
const nobody = [await type('012345', []), await type('012345', [''])];
const head = await type('012345', [ADDRESS], 'HEAD');
const capitals = await type('012345', [ADDRESS.toUpperCase()]);
const right = await type('012345');
const session = await (await send('/api/auth/session')).json();
cookies.delete(COOKIE);
const again = await type('012345');
console.log(JSON.stringify({ sent, requests, wrong, nobody, head, capitals, right, session, again }));
await pool.end();
