// Signs somebody in by a code from a mail, on a site that next-auth serves.
import { limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { options, pool } from './auth.js';
import { serve } from './site.js';

const ADDRESS = 'ada@example.com';
const COOKIE = 'next-auth.session-token';

const sent: string[] = [];
let asked = 0;
pool.on('acquire', () => {
  asked += 1;
});

const adapter = MySqlAdapter(pool, { tables, emailCodes: true });
options.adapter = adapter;
options.providers = [
  {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: '',
    from: '',
    maxAge: 600,
    options: {},
    generateVerificationToken: () => '012345',
    sendVerificationRequest({ identifier, token }) {
      sent.push(`${identifier} ${token}`);
    },
  },
];
options.callbacks = { signIn: limitCodeRequests(adapter, { redirectTo: '/code?again' }) };
options.pages = { error: '/code', verifyRequest: '/code' };
// What it says of the request that names two addresses.
options.logger = { error: () => {} };

async function visit() {
  const { url, close } = await serve();
  process.env.NEXTAUTH_URL = url;
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual', ...init });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const request = async (email: string) => {
    const { csrfToken } = await (await send('/api/auth/csrf')).json();
    const body = new URLSearchParams({ csrfToken, email });
    const { headers } = await send('/api/auth/signin/email', { method: 'POST', body });
    return headers.get('location')?.replace(url, '');
  };
  /** Sends the form of the page, and tells what came of it and how often the database was asked. */
  const type = async (token: string, addresses = [ADDRESS], method = 'GET') => {
    const query = new URLSearchParams([...addresses.map((email) => ['email', email]), ['token', token]]);
    const before = asked;
    const { status, headers } = await send(`/api/auth/callback/email?${query}`, { method });
    let location = headers.get('location')?.replace(url, '');
    // next-auth's own page leads on to that of the site.
    if (location?.startsWith('/api/auth/error'))
      location = (await send(location)).headers.get('location') ?? '';
    return { status, location, isSignedIn: cookies.has(COOKIE), asked: asked - before };
  };

  const requests = [await request(` ${ADDRESS.toUpperCase()} `), await request(ADDRESS)];
  const wrong = await type('543210');
  const nobody = [
    await type('012345', []),
    await type('012345', ['']),
    await type('012345', [ADDRESS, ADDRESS]),
  ];
  const head = await type('012345', [ADDRESS], 'HEAD');
  const capitals = await type('012345', [ADDRESS.toUpperCase()]);
  const right = await type('012345');
  const session = await (await send('/api/auth/session')).json();
  cookies.delete(COOKIE);
  const again = await type('012345');
  console.log(JSON.stringify({ sent, requests, wrong, nobody, head, capitals, right, session, again }));
  close();
}

visit().finally(() => pool.end());
