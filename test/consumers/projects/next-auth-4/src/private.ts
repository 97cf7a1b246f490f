// Signs somebody in by a link, with a private session token and without, on a site that sends all of the user.
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { mail, options, pool } from './auth.js';
import { serve } from './site.js';

const COOKIE = 'next-auth.session-token';

async function visit(privateColumns: { sessions?: 'sessionToken'[]; users?: 'image'[] }) {
  options.adapter = MySqlAdapter(pool, { tables, privateColumns });
  options.session = { updateAge: 0 };
  options.callbacks = {
    // As many sites have it.
    session: ({ session, user }) => ({ ...session, user }),
  };
  const cookies = new Map<string, string>();
  const { url, close } = await serve();
  process.env.NEXTAUTH_URL = url;
  const send = async (address: string, form?: Record<string, string>) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const post = form && { method: 'POST', body: new URLSearchParams(form) };
    const response = await fetch(address, { headers: { cookie }, redirect: 'manual', ...post });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const post = async (path: string, form = {}) => {
    const { csrfToken } = await (await send(`${url}${path.replace(/\/sign.*/, '/csrf')}`)).json();
    return send(`${url}${path}`, { csrfToken, ...form });
  };
  const email = `${Object.keys(privateColumns).length}@example.com`;
  await options.adapter.createUser?.({ id: '', email, emailVerified: null, image: 'hunter2' } as never);
  await post('/api/auth/signin/email', { email });
  await send(mail.link);
  const token = cookies.get(COOKIE) ?? '';
  const answer = await (await send(`${url}/api/auth/session`)).text();
  const isKept = cookies.get(COOKIE) === token;
  const isPrivate = !answer.includes('hunter2');
  await post('/api/auth/signout');
  const afterwards = await (await send(url)).json();
  close();
  return { isSignedIn: answer.includes(email), token: token.length, isKept, isPrivate, afterwards };
}

async function run() {
  const closed = await visit({ sessions: ['sessionToken'], users: ['image'] });
  const open = await visit({});
  console.log(JSON.stringify({ closed, open }));
}

run().finally(() => pool.end());
