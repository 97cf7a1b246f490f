// Signs somebody in by a link, and out again, on a site that next-auth serves.
import { mail, pool } from './auth.js';
import { serve } from './site.js';

const cookies = new Map<string, string>();

async function send(url: string, form?: Record<string, string>): Promise<Response> {
  const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
  const body = form && new URLSearchParams(form);
  const request = { headers: { cookie }, redirect: 'manual', ...(body && { method: 'POST', body }) } as const;
  const response = await fetch(url, request);
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
  return response;
}

async function visit() {
  const { url, close } = await serve();
  process.env.NEXTAUTH_URL = url;
  const post = async (path: string, form = {}) => {
    const { csrfToken } = await (await send(`${url}/api/auth/csrf`)).json();
    return send(`${url}${path}`, { csrfToken, ...form });
  };
  const signedIn = async () => (await send(url)).json();
  await post('/api/auth/signin/email', { email: 'ada@example.com' });
  await send(mail.link);
  const session = await (await send(`${url}/api/auth/session`)).json();
  const user = await signedIn();
  const again = await send(mail.link);
  await post('/api/auth/signout');
  const report = { session, user, again: again.headers.get('location'), afterwards: await signedIn() };
  console.log(JSON.stringify(report));
  close();
  await pool.end();
}

visit();
