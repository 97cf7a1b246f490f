// Runs in workerd and in the edge VM, without Node's crypto: has a session rewritten, and says what each way of reading it sees.
import { Client } from '@planetscale/database';
import type { SessionTokenHashing } from 'authjs-drizzle-mysql';
import { currentUser } from 'authjs-drizzle-mysql/account';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';

/** Reads a session with each value of the option, in the order of a deployment, and ends it. */
export async function readAll(url: string, sessionToken: string) {
  const seen: Record<string, string | undefined> = {};
  const modes: SessionTokenHashing[] = [false, 'read', 'migrate', true];
  for (const hashSessionTokens of modes) {
    const adapter = MySqlAdapter(new Client({ url }), { hashSessionTokens });
    seen[String(hashSessionTokens)] = (await adapter.getSessionAndUser(sessionToken))?.user.email;
  }
  const adapter = MySqlAdapter(new Client({ url }), { hashSessionTokens: true });
  const headers = { cookie: `authjs.session-token=${sessionToken}` };
  const me = await currentUser(adapter, { headers, secure: false });
  const current = (await me?.listSessions())?.filter(({ isCurrent }) => isCurrent).length;
  await adapter.deleteSession(sessionToken);
  return { seen, current, process: typeof process, after: await adapter.getSessionAndUser(sessionToken) };
}

Object.assign(globalThis, { readAll });

export default {
  async fetch({ headers }: Request, env: { readonly DATABASE_HTTP_URL: string }): Promise<Response> {
    return Response.json(await readAll(env.DATABASE_HTTP_URL, headers.get('token') ?? ''));
  },
};
