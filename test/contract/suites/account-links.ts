import { eq, isNotNull, sql } from 'drizzle-orm';
import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import { userById } from '../../../src/account.ts';
import type { AdapterTables } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { openPage } from '../../support/calls/account-page.ts';
import { newAccount, newUser, unique } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';

/** Users with a column of the site's own, for passwords. */
const members = mysqlTable(
  'members',
  { ...basic.userColumns(), passwordHash: varchar('password_hash', { length: 255 }) },
  basic.userIndexes,
);

const lastOne = { code: 'LAST_SIGN_IN_METHOD', table: 'accounts' };

/** The accounts at providers of an account: a list, and their end, which must leave a way in. */
export function accountLinksContract(backend: () => OpenBackend, tables: AdapterTables = basic): void {
  beforeAll(async () => {
    await backend().db.execute(sql`create table members (id varchar(12) primary key, name varchar(255),
      email varchar(255), email_verified datetime(6), image varchar(255), created_at datetime not null,
      updated_at datetime not null, password_hash varchar(255), unique key email (email))`);
  });

  it('are listed without tokens and passkeys, the oldest first, by one statement', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const tokens = {
      access_token: 'secret',
      expires_at: 1,
      token_type: 'bearer' as const,
      session_state: 'secret',
    };
    const github = await adapter.linkAccount(newAccount(user.id, { ...tokens, scope: 'read:user' }));
    const google = await adapter.linkAccount(newAccount(user.id, { provider: 'google', type: 'oidc' }));
    await adapter.linkAccount(newAccount(user.id, { provider: 'passkey', type: 'webauthn' as never }));
    const sent = await backend().statementsOf(async () => {
      expect(await me.listAccounts()).toEqual([
        {
          provider: 'github',
          providerAccountId: github.providerAccountId,
          type: 'oauth',
          scope: 'read:user',
          createdAt: expect.any(Date),
        },
        {
          provider: 'google',
          providerAccountId: google.providerAccountId,
          type: 'oidc',
          scope: null,
          createdAt: expect.any(Date),
        },
      ]);
    });
    expect(sent.map(verbAndTable)).toEqual(['select accounts']);
  });

  it('are unlinked by one statement, and the last one is not', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const [github, google] = [
      await adapter.linkAccount(newAccount(user.id)),
      await adapter.linkAccount(newAccount(user.id, { provider: 'google' })),
    ];
    const sent = await backend().statementsOf(async () => {
      expect(await me.unlinkAccount(github)).toBe(true);
    });
    expect(sent.map(verbAndTable)).toEqual(['delete accounts']);
    expect(await me.unlinkAccount(github)).toBe(false);
    const refused = await backend().statementsOf(() =>
      expect(me.unlinkAccount(google)).rejects.toMatchObject(lastOne),
    );
    expect(refused.map(verbAndTable)).toEqual(['delete accounts', 'select accounts']);
    expect(await me.listAccounts()).toMatchObject([{ provider: 'google' }]);
  });

  it('are unlinked by their key, letter for letter', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const account = await adapter.linkAccount(newAccount(user.id));
    await adapter.linkAccount(newAccount(user.id, { provider: 'google' }));
    const { provider, providerAccountId } = account;
    for (const key of [
      { provider: 'GITHUB', providerAccountId },
      { provider: `${provider} `, providerAccountId },
      { provider: 'google', providerAccountId },
      { provider, providerAccountId: providerAccountId.toUpperCase() },
      { provider, providerAccountId: `${providerAccountId} ` },
      { provider, providerAccountId: '' },
      { provider, providerAccountId: 'x'.repeat(1000) },
    ])
      expect(await me.unlinkAccount(key)).toBe(false);
    for (const key of [{ provider, providerAccountId: [providerAccountId] }, { provider }, null])
      await expect(me.unlinkAccount(key as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await me.listAccounts()).toHaveLength(2);
  });

  it('leaves the accounts of passkeys alone, which let nobody in without a passkey', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const account = await adapter.linkAccount(newAccount(user.id));
    const ofPasskey = newAccount(user.id, { provider: 'passkey', type: 'webauthn' as never });
    await adapter.linkAccount(ofPasskey);
    expect(await me.unlinkAccount(ofPasskey)).toBe(false);
    await expect(me.unlinkAccount(account)).rejects.toMatchObject(lastOne);
    expect(await adapter.getAccount(ofPasskey.providerAccountId, 'passkey')).not.toBeNull();
  });

  it('takes an account for that of a passkey by the exact word, as Auth.js does', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const account = await adapter.linkAccount(newAccount(user.id));
    const odd = await adapter.linkAccount(newAccount(user.id, { type: 'WebAuthn' as never }));
    expect(await me.listAccounts()).toHaveLength(2);
    expect(await me.unlinkAccount(odd)).toBe(true);
    await expect(me.unlinkAccount(account)).rejects.toMatchObject(lastOne);
  });

  it('does not count the accounts of others, nor an account twice', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const account = await adapter.linkAccount(newAccount(user.id));
    const other = await adapter.createUser(newUser());
    await adapter.linkAccount(newAccount(other.id));
    await expect(me.unlinkAccount(account)).rejects.toMatchObject(lastOne);
    expect(await adapter.getAccount(account.providerAccountId, 'github')).not.toBeNull();
  });

  it('lets the last one go if a verified address is a way in, and not if it only might be', async () => {
    const { adapter, user, me, again } = await openPage(backend(), tables);
    const account = await adapter.linkAccount(newAccount(user.id));
    const withLinks = await again({ emailSignIn: true });
    await expect(withLinks?.unlinkAccount(account)).rejects.toMatchObject(lastOne);
    await adapter.updateUser({ id: user.id, emailVerified: new Date() });
    await expect(me.unlinkAccount(account)).rejects.toMatchObject(lastOne);
    const withoutLinks = await userById(adapter, user.id, { emailSignIn: false });
    await expect(withoutLinks?.unlinkAccount(account)).rejects.toMatchObject(lastOne);
    expect(await withLinks?.unlinkAccount(account)).toBe(true);
  });

  it('asks the site about other ways in', async () => {
    const adapter = backend().adapter({
      tables: { ...tables, users: members },
      otherSignIn: (users) => isNotNull((users as typeof members).passwordHash),
    });
    const withPassword = await adapter.createUser({ ...newUser(), passwordHash: 'x' } as never);
    const without = await adapter.createUser(newUser());
    for (const { id } of [withPassword, without]) {
      const account = await adapter.linkAccount(newAccount(id));
      const unlinked = (await userById(adapter, id))?.unlinkAccount(account);
      if (id === withPassword.id) expect(await unlinked).toBe(true);
      else await expect(unlinked).rejects.toMatchObject(lastOne);
    }
  });

  it('unlinks nothing of a user who is gone, and says so', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const account = await adapter.linkAccount(newAccount(user.id));
    await backend().db.delete(basic.users).where(eq(basic.users.id, user.id));
    expect(await me.unlinkAccount(account)).toBe(false);
    expect(await me.unlinkAccount({ provider: 'github', providerAccountId: unique() })).toBe(false);
  });

  it('unlinks again after a lost connection', async () => {
    const { adapter, user, me } = await openPage(backend(), tables);
    const account = await adapter.linkAccount(newAccount(user.id));
    await adapter.linkAccount(newAccount(user.id, { provider: 'google' }));
    const pattern = new RegExp(`^delete .*${account.providerAccountId}`, 's');
    backend().drop(pattern, { executed: false });
    expect(await me.unlinkAccount(account)).toBe(true);
    expect(await me.listAccounts()).toHaveLength(1);
  });
}
