// Reads sessions through next-auth on a site that sends all of them, with a private session token and without.
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import { NextRequest } from 'next/server.js';
import NextAuth from 'next-auth';
import { pool } from './auth.js';

async function visit(privateColumns: { sessions?: 'sessionToken'[]; users?: 'image'[] }) {
  const adapter = MySqlAdapter(pool, { tables, privateColumns });
  const site = NextAuth({
    adapter,
    providers: [],
    secret: 'a secret of the test',
    trustHost: true,
    session: { updateAge: 0 },
    // As many sites have it.
    callbacks: { session: ({ session }) => session },
  });
  const email = `${Object.keys(privateColumns).length}@example.com`;
  const ada = await signInForTest(adapter, {
    baseUrl: 'http://localhost:3000',
    user: { email, image: 'hunter2' },
  });
  // As Next.js passes them on.
  const headers = { host: 'localhost:3000', 'x-forwarded-proto': 'http', ...ada.headers };
  const request = (path: string) => new NextRequest(`http://localhost:3000${path}`, { headers });
  const response = await site.handlers.GET(request('/api/auth/session'));
  const answer = await response.text();
  const page = site.auth((visit) => Response.json(visit.auth));
  const onPage = await (await page(request('/'), { params: Promise.resolve({}) }))?.text();
  const token = ada.cookies[0]?.value ?? '';
  const isKept = response.headers.getSetCookie().some((cookie) => cookie.includes(`session-token=${token};`));
  await ada.cleanUp();
  const says = (text = '') => ({
    isSignedIn: text.includes(email),
    isPrivate: !text.includes('hunter2') && !text.includes(token),
    hasAll: text.includes('hunter2') && text.includes(token),
  });
  return { session: says(answer), page: says(onPage), isKept };
}

const closed = await visit({ sessions: ['sessionToken'], users: ['image'] });
console.log(JSON.stringify({ closed, open: await visit({}) }));
await pool.end();
