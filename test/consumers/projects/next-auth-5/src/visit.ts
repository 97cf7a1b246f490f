// Reads a session through next-auth, as its route handlers and its `auth` do within Next.js.
import { NextRequest } from 'next/server.js';
import { pool, signIn, site } from './auth.js';

const cookie = `authjs.session-token=${await signIn('ada@example.com')}`;
// As Next.js passes them on.
const passedOn = { host: 'localhost:3000', 'x-forwarded-proto': 'http' };
const visit = (path: string, headers = {}) =>
  new NextRequest(`http://localhost:3000${path}`, { headers: { ...passedOn, ...headers } });
const page = site.auth((request) => Response.json(request.auth?.user ?? null));
const open = async (request: NextRequest) => (await page(request, { params: Promise.resolve({}) }))?.json();

console.log(
  JSON.stringify({
    session: await (await site.handlers.GET(visit('/api/auth/session', { cookie }))).json(),
    page: await open(visit('/', { cookie })),
    stranger: await open(visit('/')),
  }),
);
await pool.end();
