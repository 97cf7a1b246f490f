import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { accounts } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { lowerCaseId, newAccount, newUser, unique } from '../../support/rows/samples.ts';

export function accountsContract(backend: () => OpenBackend): void {
  const rowsOf = (providerAccountId: string) =>
    backend().db.select().from(accounts).where(eq(accounts.providerAccountId, providerAccountId));

  it('links an account with all its OAuth 2 and OAuth 1 columns and finds user and account by it', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const given = {
      ...newAccount(user.id, { type: 'oidc', provider: 'google' }),
      refresh_token: 'refresh',
      access_token: 'access',
      expires_at: 1_893_456_000,
      token_type: 'bearer',
      scope: 'openid email',
      id_token: 'x'.repeat(60_000),
      session_state: 'state',
      oauth_token_secret: 'secret',
      oauth_token: 'token',
    } as const;
    const linked = await adapter.linkAccount(given);
    expect(linked).toEqual(given);
    expect(await adapter.getAccount(given.providerAccountId, 'google')).toEqual(linked);
    expect(await adapter.getUserByAccount(given)).toEqual(user);
  });

  it('stores null for what a provider left out and ignores what it adds', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const given = { ...newAccount(user.id), 'not-before-policy': 0, ext_expires_in: 3600 };
    const linked = await adapter.linkAccount(given as never);
    expect(linked).toMatchObject({ refresh_token: null, expires_at: null, oauth_token: null });
    expect(linked).not.toHaveProperty('ext_expires_in');
    expect(await adapter.getAccount(given.providerAccountId, given.provider)).toEqual(linked);
  });

  it('refuses an access or refresh token of more than 255 characters, and links nothing', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    for (const column of ['access_token', 'refresh_token']) {
      const fits = newAccount(user.id, { [column]: 't'.repeat(255) });
      expect(await adapter.linkAccount(fits)).toMatchObject({ [column]: 't'.repeat(255) });
      const account = newAccount(user.id, { [column]: 't'.repeat(256) });
      const tooLong = { code: 'VALUE_TOO_LONG', table: 'accounts' };
      await expect(adapter.linkAccount(account)).rejects.toMatchObject(tooLong);
      expect(await rowsOf(account.providerAccountId)).toEqual([]);
    }
  });

  it('finds nothing for another provider, another id, or an id in another case', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const { provider, providerAccountId } = await adapter.linkAccount(newAccount(user.id));
    for (const key of [
      { provider: 'google', providerAccountId },
      { provider: 'GitHub', providerAccountId },
      { provider, providerAccountId: unique() },
      { provider, providerAccountId: providerAccountId.toUpperCase() },
    ]) {
      expect(await adapter.getUserByAccount(key)).toBeNull();
      expect(await adapter.getAccount(key.providerAccountId, key.provider)).toBeNull();
    }
  });

  it('accepts a whole number as an account id, as some providers give it', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const number = Math.floor(Math.random() * 2 ** 50);
    const linked = await adapter.linkAccount(newAccount(user.id, { providerAccountId: number as never }));
    expect(linked.providerAccountId).toBe(String(number));
    for (const id of [number, BigInt(number), String(number)]) {
      expect(await adapter.getUserByAccount({ provider: 'github', providerAccountId: id as never })).toEqual(
        user,
      );
    }
  });

  it('links an account once, however often the same user links it', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const account = newAccount(user.id);
    const linked = await adapter.linkAccount(account);
    expect(await adapter.linkAccount(account)).toEqual(linked);
    expect(await rowsOf(account.providerAccountId)).toHaveLength(1);
  });

  it('refuses an account that belongs to another user', async () => {
    const adapter = backend().adapter();
    const owner = await adapter.createUser(newUser());
    const other = await adapter.createUser(newUser());
    const account = await adapter.linkAccount(newAccount(owner.id));
    const again = adapter.linkAccount({ ...account, userId: other.id });
    await expect(again).rejects.toMatchObject({ code: 'ACCOUNT_ALREADY_LINKED', table: 'accounts' });
    expect(await adapter.getUserByAccount(account)).toEqual(owner);
    expect(await rowsOf(account.providerAccountId)).toHaveLength(1);
  });

  it('links nothing to a user who does not exist, or whose id differs in case', async () => {
    const adapter = backend().adapter({ generateUserId: lowerCaseId });
    const user = await adapter.createUser(newUser());
    for (const userId of ['000000000000', user.id.toUpperCase()]) {
      const account = newAccount(userId);
      const notFound = { code: 'USER_NOT_FOUND', table: 'users' };
      await expect(adapter.linkAccount(account)).rejects.toMatchObject(notFound);
      expect(await rowsOf(account.providerAccountId)).toEqual([]);
    }
  });

  it('lets another user link an account whose user is gone', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const account = newAccount(user.id);
    await backend()
      .db.insert(accounts)
      .values({ ...account, userId: '000000000000' });
    expect(await adapter.getUserByAccount(account)).toBeNull();
    await adapter.linkAccount(account);
    expect(await adapter.getUserByAccount(account)).toEqual(user);
  });

  it('takes an account row that names a user in another case for nobody', async () => {
    const adapter = backend().adapter({ generateUserId: lowerCaseId });
    const user = await adapter.createUser(newUser());
    const account = newAccount(user.id.toUpperCase());
    await backend().db.insert(accounts).values(account);
    expect(await adapter.getUserByAccount(account)).toBeNull();
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toBeNull();
  });

  it('lets the oldest of two rows for one account count, for every reader', async () => {
    const ids = [`z${lowerCaseId()}`.slice(0, 12), `a${lowerCaseId()}`.slice(0, 12)];
    const adapter = backend().adapter({ generateUserId: () => ids.shift() ?? '' });
    const [first, second] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
    const account = newAccount(first.id);
    const { db } = backend();
    await db.insert(accounts).values([account, { ...account, userId: second.id }]);
    // Through this index the younger row is found first, because its user's id sorts first.
    await db.execute(sql`create index by_account on accounts (provider_account_id, provider, user_id)`);
    expect(await adapter.getUserByAccount(account)).toEqual(first);
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toMatchObject({
      userId: first.id,
    });
    expect(await adapter.linkAccount(account)).toMatchObject({ userId: first.id });
    expect(await rowsOf(account.providerAccountId)).toHaveLength(2);
    await db.execute(sql`drop index by_account on accounts`);
  });

  it('unlinks exactly the account that is named', async () => {
    const adapter = backend().adapter();
    const user = await adapter.createUser(newUser());
    const kept = await adapter.linkAccount(newAccount(user.id));
    const { provider, providerAccountId } = await adapter.linkAccount(newAccount(user.id));
    await adapter.unlinkAccount({ provider, providerAccountId: providerAccountId.toUpperCase() });
    expect(await adapter.getAccount(providerAccountId, provider)).not.toBeNull();
    expect(await adapter.unlinkAccount({ provider, providerAccountId })).toBeUndefined();
    expect(await adapter.getAccount(providerAccountId, provider)).toBeNull();
    expect(await adapter.getAccount(kept.providerAccountId, kept.provider)).toEqual(kept);
  });

  it('refuses keys that are not strings before anything is sent', async () => {
    const adapter = backend().adapter();
    const statements = await backend().statementsOf(async () => {
      for (const value of [undefined, null, 1.5, 2 ** 53, {}, ['x']]) {
        const refused = { code: 'INVALID_ARGUMENT' };
        const key = { provider: 'github', providerAccountId: value as never };
        await expect(adapter.getUserByAccount(key)).rejects.toMatchObject(refused);
        await expect(adapter.getAccount(value as never, 'github')).rejects.toMatchObject(refused);
        await expect(adapter.unlinkAccount(key)).rejects.toMatchObject(refused);
        await expect(adapter.linkAccount(newAccount('x', key))).rejects.toMatchObject(refused);
        await expect(adapter.linkAccount(newAccount(value as never))).rejects.toMatchObject(refused);
      }
    });
    expect(statements).toEqual([]);
  });
}
