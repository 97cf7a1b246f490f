// Runs in workerd, where there is no `process`: signs somebody in, and out again at the end of the request.
import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { signInForTest } from 'authjs-drizzle-mysql/testing';

export default {
  async fetch(_request: Request, env: { readonly DATABASE_HTTP_URL: string }): Promise<Response> {
    const adapter = MySqlAdapter(new Client({ url: env.DATABASE_HTTP_URL }));
    const ada = await signInForTest(adapter, { baseUrl: 'http://app.test' });
    const found = await adapter.getSessionAndUser(ada.session.sessionToken);
    // What `await using` calls, of which esbuild would make a helper.
    await ada[Symbol.asyncDispose]();
    return Response.json({ process: typeof process, userId: ada.user.id, found: found?.user.id });
  },
};
