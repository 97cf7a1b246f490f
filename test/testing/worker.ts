// Runs in workerd, where there is no `process`: signs somebody in, and out again at the end of the request.
import { Client } from '@planetscale/database';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import { signInForTest } from 'authjs-drizzle-mysql/testing';

export default {
  async fetch(request: Request, env: { readonly DATABASE_HTTP_URL: string }): Promise<Response> {
    const url = env.DATABASE_HTTP_URL;
    // A worker may not use what another request has opened, so each makes an adapter of its own.
    const makeAdapter = () => ({ ...MySqlAdapter(new Client({ url })), createUser: replaced });
    const name = new URL(request.url).searchParams.get('name');
    const ada = await signInForTest(async () => makeAdapter(), {
      baseUrl: 'http://app.test',
      user: { name },
    });
    const found = await makeAdapter().getSessionAndUser(ada.session.sessionToken);
    // What `await using` calls, of which esbuild would make a helper.
    await ada[Symbol.asyncDispose]();
    return Response.json({ process: typeof process, userId: ada.user.id, found: found?.user });
  },
};

const replaced = () => Promise.reject(new Error('Expected not to be called.'));
