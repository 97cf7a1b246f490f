// Runs in workerd, where requests must not wait for each other's promises: refreshes a token at a provider.
import { Client } from '@planetscale/database';
import { keyring } from 'authjs-drizzle-mysql';
import { MySqlAdapter } from 'authjs-drizzle-mysql/planetscale';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { oauthRefresh, providerTokens } from 'authjs-drizzle-mysql/tokens';

interface Env {
  readonly DATABASE_HTTP_URL: string;
  readonly TOKEN_ENDPOINT: string;
  /** The key that encrypts tokens; empty for none. */
  readonly TOKENS_KEY: string;
}

let tokens: ReturnType<typeof providerTokens> | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const encryptOAuthTokens = env.TOKENS_KEY
      ? keyring({ current: 'a', keys: { a: env.TOKENS_KEY } })
      : undefined;
    const client = () => new Client({ url: env.DATABASE_HTTP_URL });
    tokens ??= providerTokens(() => MySqlAdapter(client(), { tables, encryptOAuthTokens }), {
      refresh: {
        local: oauthRefresh({ tokenEndpoint: env.TOKEN_ENDPOINT, clientId: 'app', clientSecret: 'secret' }),
      },
    });
    const userId = new URL(request.url).searchParams.get('user') ?? '';
    return Response.json(await tokens.getAccessToken({ userId, provider: 'local' }));
  },
};
