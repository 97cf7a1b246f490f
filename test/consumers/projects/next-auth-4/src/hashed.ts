// Reads sessions whose hashes are in the table through next-auth: by the cookie, and by what is stored.
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import type { RowDataPacket } from 'mysql2';
import { pool } from './auth.js';
import { serve } from './site.js';

async function run() {
  const adapter = MySqlAdapter(pool, { tables, hashSessionTokens: true });
  const session = { strategy: 'database', updateAge: 0 } as const;
  const { url, close } = await serve({ adapter, providers: [], secret: 'a secret of the test', session });
  process.env.NEXTAUTH_URL = url;
  const ada = await signInForTest(adapter, { baseUrl: url, nextAuth: 4, user: { email: 'ada@example.com' } });
  const [rows] = await pool.query<RowDataPacket[]>('select session_token from sessions');
  const stored = String(rows[0]?.session_token);
  const seenBy = async (cookie: string) =>
    (await (await fetch(`${url}/api/auth/session`, { headers: { cookie } })).json())?.user?.email ?? null;
  const stolen = ada.headers.cookie.replace(ada.cookies[0]?.value ?? '', stored);
  const thief = [await seenBy(stolen), await seenBy(encodeURI(stolen))];
  const owner = await seenBy(ada.headers.cookie);
  await ada.cleanUp();
  console.log(JSON.stringify({ stored, thief, owner, afterwards: await seenBy(ada.headers.cookie) }));
  close();
}

run().finally(() => pool.end());
