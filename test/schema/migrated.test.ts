import { describe, expect, it } from 'vitest';
import { expectShortLife } from '../support/calls/short-life.ts';
import { adapterOn, productionAdapterOn, signUp } from '../support/calls/sign-up.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, rowsOf, servers } from '../support/databases/new-database.ts';
import { uniqueEmail } from '../support/rows/samples.ts';

describe.each(servers)('a migrated database on %s', (server) => {
  async function migrated(defaults?: string) {
    const url = await fromDdl(server, defaults);
    await applyMigrations(url);
    return { url, adapter: productionAdapterOn(url) };
  }

  it('serves the adapter, in latin1 too, with the production tables and with the basic ones', async () => {
    for (const defaults of ['', 'alter database character set latin1;']) {
      const { url, adapter } = await migrated(defaults);
      await expectShortLife(adapter);
      // While a new version is rolled out, the one before it is still at work.
      await expectShortLife(adapterOn(url));
    }
  });

  it('lets people sign in whose ids at a provider differ only in case or in accents', async () => {
    const { adapter } = await migrated();
    for (const providerAccountId of ['ada', 'Ada', 'ADA', 'adá', 'ada\u0301']) {
      const user = await signUp(adapter, { providerAccountId });
      expect(await adapter.getUserByAccount({ provider: 'github', providerAccountId })).toEqual(user);
    }
  });

  it('refuses somebody whose id at a provider differs only in a blank at its end, and merges nobody', async () => {
    const { adapter } = await migrated();
    const ada = await signUp(adapter, { providerAccountId: 'ada' });
    const email = uniqueEmail();
    const other = { provider: 'github', providerAccountId: 'ada ' };
    await expect(signUp(adapter, other, { email })).rejects.toMatchObject({ code: 'ACCOUNT_LOOKALIKE' });
    expect(await adapter.getUserByAccount(other)).toBeNull();
    expect(await adapter.getUserByEmail(email)).toBeNull();
    expect(await adapter.getUserByAccount({ ...other, providerAccountId: 'ada' })).toEqual(ada);
  });

  it('holds what providers give that the DDL has no room for', async () => {
    const { adapter } = await migrated();
    const image = `data:image/png;base64,${'A'.repeat(60_000)}`;
    const account = {
      provider: 'github',
      providerAccountId: '😀'.repeat(512),
      access_token: 'a'.repeat(65_535),
      refresh_token: 'r'.repeat(65_535),
      id_token: 'i'.repeat(100_000),
      scope: 's'.repeat(65_535),
      session_state: '😀'.repeat(16_383),
      expires_at: 2 ** 40,
    };
    const user = await signUp(adapter, account, { image });
    expect(await adapter.getUserByAccount(account)).toEqual({ ...user, image });
    expect(await adapter.getAccount?.(account.providerAccountId, account.provider)).toMatchObject(account);
  });

  it('finds an account by its index, not by reading the table', async () => {
    const { url, adapter } = await migrated();
    await signUp(adapter, { providerAccountId: 'ada' });
    const plan =
      "explain format = traditional select * from accounts where provider_account_id = 'ada' and provider = 'github'";
    expect(await rowsOf(url, plan)).toMatchObject([{ type: 'const', key: 'provider_account' }]);
  });
});
