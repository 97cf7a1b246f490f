// Signs somebody in for a test with an adapter as next-auth's lazy configuration makes one for each request.
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import { createPool } from 'mysql2/promise';
import { NextRequest } from 'next/server.js';
import NextAuth from 'next-auth';
import type { Adapter } from 'next-auth/adapters';
import GitHub from 'next-auth/providers/github';

const pool = createPool(process.env.DATABASE_URL ?? '');
/** The methods that were called of those that the site has replaced. */
const called: string[] = [];
let made = 0;

async function makeAdapter(): Promise<Adapter> {
  made += 1;
  const adapter = MySqlAdapter(pool, { tables });
  return {
    ...adapter,
    createUser(user) {
      called.push('createUser');
      return adapter.createUser(user);
    },
    getSessionAndUser(sessionToken) {
      called.push('getSessionAndUser');
      return adapter.getSessionAndUser(sessionToken);
    },
  };
}

const { handlers, auth } = NextAuth(async () => ({
  adapter: await makeAdapter(),
  providers: [GitHub],
  secret: 'a secret of the test',
  trustHost: true,
}));

const baseUrl = 'http://localhost:3000';
const ada = await signInForTest(makeAdapter, { baseUrl, user: { email: 'ada@example.com' } });
const visit = (path: string) =>
  // As Next.js passes them on.
  new NextRequest(`${baseUrl}${path}`, {
    headers: { host: 'localhost:3000', 'x-forwarded-proto': 'http', ...ada.headers },
  });
const route = await (await handlers.GET(visit('/api/auth/session'))).json();
const page = await auth((request) => Response.json(request.auth?.user ?? null));
const shown = await (await page(visit('/'), { params: Promise.resolve({}) }))?.json();
await ada.cleanUp();
const afterwards = await (await handlers.GET(visit('/api/auth/session'))).json();
console.log(JSON.stringify({ route, shown, afterwards, called, made }));
await pool.end();
