import type { AuthConfig } from '@auth/core';
import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { unique, uniqueEmail } from '../support/rows/samples.ts';

const [code = ''] = await codeUnder('recipes.md', 'Bans and approval', 'ts');

interface OfPage {
  readonly adapter: Adapter;
  readonly callbacks: NonNullable<AuthConfig['callbacks']>;
  readonly pool: Pool;
  readonly tables: object;
  readonly ban: (id: string) => Promise<unknown>;
  readonly unban: (id: string) => Promise<unknown>;
}

describe.each(servers)('a ban, by the code of the page, on %s', (server) => {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  async function open() {
    const url = await newDatabase(server);
    const page = await importCode<OfPage>(code, url);
    onTestFinished(() => page.pool.end());
    await makeTables(url, page.tables);
    const person = { sub: unique('sub'), name: 'Ada', email: uniqueEmail() };
    provider.signsIn(person);
    const idOf = async () => (await page.adapter.getUserByEmail(person.email))?.id ?? '';
    const config = configureAuth(page.adapter, [atProvider(provider.url)]);
    return { ...page, config, idOf, email: person.email };
  }

  it('ends every session, and leads to a page of its own until it is lifted', async () => {
    const { ban, callbacks, config, email, idOf, unban } = await open();
    const site = { ...config, callbacks };
    const [visitor, idle] = [newVisitor(site), newVisitor(site)];
    for (const each of [visitor, idle]) await signInAtProvider(each);
    await ban(await idOf());
    expect(await signedInAs(visitor)).toBeUndefined();
    const refused = await signInAtProvider(visitor);
    expect(refused.headers.get('location')).toMatch(/\/banned$/);
    expect(await signedInAs(visitor)).toBeUndefined();
    await unban(await idOf());
    expect(await signedInAs(idle)).toBe(email);
    await signInAtProvider(visitor);
    expect(await signedInAs(visitor)).toBe(email);
  });

  it('keeps them out without the callback too, with the page of a wrong configuration', async () => {
    const { ban, config, idOf } = await open();
    const visitor = newVisitor(config);
    await signInAtProvider(visitor);
    await ban(await idOf());
    const refused = await signInAtProvider(visitor);
    expect(refused.headers.get('location')).toMatch(/\/auth\/error\?error=Configuration$/);
    expect(await signedInAs(visitor)).toBeUndefined();
  });
});
