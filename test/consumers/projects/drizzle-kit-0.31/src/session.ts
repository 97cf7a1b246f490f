// Signs somebody in by a link through the oldest @auth/core that the package is for, where the session token is private.
import { Auth, type AuthConfig, skipCSRFCheck } from '@auth/core';
import type { Adapter } from '@auth/core/adapters';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';

const pool = createPool(process.env.DATABASE_URL ?? '');
const adapter = MySqlAdapter(pool, { tables, privateColumns: { sessions: ['sessionToken'] } });
let link = '';
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
      sendVerificationRequest({ url }) {
        link = url;
      },
    },
  ],
  secret: 'a secret of the test',
  trustHost: true,
  basePath: '/auth',
  skipCSRFCheck,
  session: { updateAge: 0 },
  // Of a session whose token is not private, it sends the token too.
  callbacks: { session: ({ session }) => session },
};
export const adapterOfCore: Adapter = adapter;

// Not everything is an adapter, or the lines above would say nothing.
// @ts-expect-error a method is a function
export const refused: AuthConfig = { adapter: { ...adapter, getUser: 'ada' }, providers: [] };

let cookie = '';
async function send(path: string, form?: Record<string, string>): Promise<Response> {
  const url = new URL(path, 'http://localhost');
  const post = form && { method: 'POST', body: new URLSearchParams(form) };
  const response = await Auth(new Request(url, { headers: { cookie }, ...post }), config);
  for (const line of response.headers.getSetCookie())
    cookie = /^(authjs\.session-token=[^;]*)/.exec(line)?.[1] ?? cookie;
  return response;
}

await send('/auth/signin/email', { email: 'ada@example.com' });
await send(link);
const signedIn = cookie;
const session = await (await send('/auth/session')).json();
const isKept = cookie === signedIn;
await send('/auth/signout', {});
console.log(JSON.stringify({ session, isKept, afterwards: await (await send('/auth/session')).json() }));
await pool.end();
