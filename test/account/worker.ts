// Runs in workerd, where there is no `process`: says whose cookie a request has, and ends their other sessions.
import { Client } from '@planetscale/database';
import { currentUser } from 'authjs-drizzle-mysql/account';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as basic from 'authjs-drizzle-mysql/schema';
import { mysqlTable } from 'drizzle-orm/mysql-core';

const { id: _, ...withoutId } = basic.sessionColumns();
/** Without its id, a session gets one that is made from a hash. */
const tables = { ...basic, sessions: mysqlTable('sessions', withoutId) };

export default {
  async fetch({ headers }: Request, env: { readonly DATABASE_HTTP_URL: string }): Promise<Response> {
    const adapter = MySqlAdapter(new Client({ url: env.DATABASE_HTTP_URL }), { tables });
    const me = await currentUser(adapter, { headers });
    return Response.json({
      process: typeof process,
      email: me?.user.email,
      session: me?.session,
      revoked: await me?.revokeOtherSessions(),
      sessions: await me?.listSessions(),
    });
  },
};
