// Reads sessions whose hashes are in the table through next-auth: by the cookie, and by what is stored.
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import type { RowDataPacket } from 'mysql2';
import { NextRequest } from 'next/server.js';
import NextAuth from 'next-auth';
import { pool } from './auth.js';

const adapter = MySqlAdapter(pool, { tables, hashSessionTokens: true });
const session = { updateAge: 0 };
const site = NextAuth({ adapter, providers: [], secret: 'a secret of the test', trustHost: true, session });
const baseUrl = 'http://localhost:3000';
const ada = await signInForTest(adapter, { baseUrl, user: { email: 'ada@example.com' } });
const [rows] = await pool.query<RowDataPacket[]>('select session_token from sessions');
const stored = String(rows[0]?.session_token);

async function seenBy(cookie: string) {
  // As Next.js passes them on.
  const headers = { host: 'localhost:3000', 'x-forwarded-proto': 'http', cookie };
  const response = await site.handlers.GET(new NextRequest(`${baseUrl}/api/auth/session`, { headers }));
  return (await response.json())?.user?.email ?? null;
}

const stolen = ada.headers.cookie.replace(ada.cookies[0]?.value ?? '', stored);
const thief = [await seenBy(stolen), await seenBy(encodeURI(stolen))];
const owner = await seenBy(ada.headers.cookie);
await ada.cleanUp();
console.log(JSON.stringify({ stored, thief, owner, afterwards: await seenBy(ada.headers.cookie) }));
await pool.end();
