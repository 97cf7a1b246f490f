import { readFile } from 'node:fs/promises';
import { Auth, type AuthConfig } from '@auth/core';
import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import * as production from '../../src/schema/production.ts';
import type { ProviderTokens } from '../../src/tokens.ts';
import type { Adapter } from '../backends/backend.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/auth/token-endpoint.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newAccount, newUser } from '../support/rows/samples.ts';

const [code = ''] = await codeUnder('tokens.md', 'Tokens of providers', 'ts');
const page = await readFile(new URL('../../docs/tokens.md', import.meta.url), 'utf8');

/** What the code of the page exports. */
interface OfPage {
  readonly pool: Pool;
  readonly adapter: Adapter;
  readonly tokens: ProviderTokens;
  readonly config: AuthConfig;
}

/** Returns the number of statements that the page gives for a call. */
const statementsOf = (call: string) => {
  const row = page.split('\n').find((line) => line.startsWith(`| ${call} `)) ?? '';
  return Number(/\| (\d+)[ ,]/.exec(row)?.[1]);
};

describe.each(servers)('the code of the page on tokens, on %s', (server) => {
  let endpoint: TokenEndpoint;
  beforeAll(async () => {
    endpoint = await startTokenEndpoint();
  });
  afterAll(() => endpoint.close());

  it('refreshes at the token endpoint, with as many statements as the page says', async () => {
    const url = await fromDdl(server);
    await applyMigrations(url);
    const proxy = await startMySqlProxy(url);
    onTestFinished(() => proxy.close());
    const google = 'https://oauth2.googleapis.com/token';
    expect(code).toContain(google);
    const withSecrets = code.replaceAll("= ''", "= 'not empty'").replace(google, endpoint.url);
    const { pool, adapter, tokens, config } = await importCode<OfPage>(withSecrets, proxy.url);
    onTestFinished(() => pool.end());
    const { id } = await adapter.createUser(newUser());
    const grant = endpoint.newGrant();
    const account = newAccount(id, {
      provider: 'google',
      access_token: 'old',
      refresh_token: grant.refreshToken,
    });
    await adapter.linkAccount({ ...account, expires_at: 1 });
    const request = { userId: id, provider: 'google' };

    const count = async (work: () => Promise<unknown>) => {
      proxy.clear();
      await work();
      return proxy.statements.length;
    };
    expect(await count(() => tokens.getAccessToken(request))).toBe(
      statementsOf('`getAccessToken` by the one who asks the provider'),
    );
    expect(await count(() => tokens.getAccessToken(request))).toBe(
      statementsOf('`getAccessToken` while the token lives'),
    );
    const event = { user: { id }, account: { ...account, access_token: 'newer' } };
    expect(await count(async () => config.events?.signIn?.(event as never))).toBe(
      statementsOf('`updateOnSignIn`'),
    );
    expect(await tokens.getAccessToken(request)).toMatchObject({ accessToken: 'newer' });
    const [row] = await drizzle({ client: pool }).select().from(production.accounts);
    expect(row?.refresh_token).toBe(grant.refreshToken);
    expect(grant.used).toHaveLength(1);
  });

  it('is a configuration that Auth.js takes', async () => {
    const url = await fromDdl(server);
    const { pool, config } = await importCode<OfPage>(code.replaceAll("= ''", "= 'not empty'"), url);
    onTestFinished(() => pool.end());
    const request = new Request('http://localhost/auth/providers');
    const response = await Auth(request, { ...config, secret: 'x', trustHost: true, basePath: '/auth' });
    expect(await response.json()).toMatchObject({ google: { type: 'oidc' } });
  });
});
