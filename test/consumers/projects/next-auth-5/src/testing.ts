// Signs people in for a test, on http and on https, and reads their sessions through next-auth.
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import { NextRequest } from 'next/server.js';
import { adapterOfNextAuth, pool, site } from './auth.js';

const signInAt = (baseUrl: string) =>
  signInForTest(() => adapterOfNextAuth, { baseUrl, user: { email: 'ada@example.com' } });

async function sessionAt(baseUrl: string, cookies: { readonly cookie: string }) {
  const { host, protocol } = new URL(baseUrl);
  // As Next.js passes them on.
  const headers = { host, 'x-forwarded-proto': protocol.slice(0, -1), ...cookies };
  return (await site.handlers.GET(new NextRequest(`${baseUrl}/api/auth/session`, { headers }))).json();
}

const [httpUrl, httpsUrl] = ['http://localhost:3000', 'https://app.example'];
const ada = await signInAt(httpUrl);
const http = await sessionAt(httpUrl, ada.headers);
await ada.cleanUp();
const afterwards = await sessionAt(httpUrl, ada.headers);
{
  await using secure = await signInAt(httpsUrl);
  console.log(JSON.stringify({ http, https: await sessionAt(httpsUrl, secure.headers), afterwards }));
}
await pool.end();
