// Runs in workerd, with an adapter for each request: makes a token for an address, or uses one.
import { Client } from '@planetscale/database';
import { oneTimeTokens } from 'authjs-drizzle-mysql/one-time-tokens';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';

interface Env {
  readonly DATABASE_HTTP_URL: string;
}

let resets: ReturnType<typeof oneTimeTokens> | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    resets ??= oneTimeTokens(() => MySqlAdapter(new Client({ url: env.DATABASE_HTTP_URL }), { tables }), {
      purpose: 'password-reset',
    });
    const { searchParams } = new URL(request.url);
    const [email, token] = [searchParams.get('email') ?? '', searchParams.get('token')];
    return Response.json(token === null ? await resets.create(email) : await resets.use(email, token));
  },
};
