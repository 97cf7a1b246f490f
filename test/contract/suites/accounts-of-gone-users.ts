import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { lowerCaseId, newAccount, newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { createUniqueAccounts, uniqueTables } from '../unique-account-tables.ts';

type Tables = typeof basic | (typeof uniqueTables)['declared'];

/** Ways to lose the owner of an account past the adapter. */
const losses = {
  'has been deleted': ({ users }: Tables, id: string) => sql`delete from ${users} where id = ${id}`,
  'is not named': ({ accounts }: Tables, id: string) =>
    sql`update ${accounts} set user_id = null where user_id = ${id}`,
  'is named in another case': ({ accounts }: Tables, id: string) =>
    sql`update ${accounts} set user_id = upper(user_id) where user_id = ${id}`,
};

/** Accounts whose users are gone, and second rows of one account: left by others, since the adapter leaves none. */
export function accountsOfGoneUsersContract(backend: () => OpenBackend): void {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
    await createUniqueAccounts(backend().db);
  });
  afterAll(() => provider.close());

  describe.each([
    ['without a unique key', basic],
    ['with a unique key', uniqueTables.declared],
    ['with a unique key that the adapter is not told of', uniqueTables.undeclared],
  ] as [string, Tables][])('%s', (_case, tables) => {
    it.each(Object.entries(losses))(
      'lets another user have an account whose owner %s',
      async (_loss, lose) => {
        const adapter = backend().adapter({ tables, generateUserId: lowerCaseId });
        const [owner, other] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
        const account = await adapter.linkAccount(newAccount(owner.id));
        await backend().db.execute(lose(tables, owner.id));
        expect(await adapter.getUserByAccount(account)).toBeNull();
        expect(await adapter.getAccount(account.providerAccountId, account.provider)).toBeNull();
        const linked = await adapter.linkAccount({ ...account, userId: other.id });
        expect(await adapter.getUserByAccount(account)).toEqual(other);
        expect(await adapter.getAccount(account.providerAccountId, account.provider)).toEqual(linked);
      },
    );

    it('signs a person in again whose user was deleted by others', async () => {
      const config = configureAuth(backend().adapter({ tables }), [atProvider(provider.url)]);
      const email = uniqueEmail();
      provider.signsIn({ sub: email, name: 'Ada', email });
      await signInAtProvider(newVisitor(config));
      await backend().db.delete(basic.users).where(eq(basic.users.email, email));
      for (let time = 0; time < 2; time++) {
        const visitor = newVisitor(config);
        await signInAtProvider(visitor);
        expect(await signedInAs(visitor)).toBe(email);
      }
      expect(await backend().db.$count(basic.users, eq(basic.users.email, email))).toBe(1);
    });
  });

  it('hands an account of several rows to the oldest that is exact and whose user is there', async () => {
    const ids = ['zz', 'yy', 'xx'].map((prefix) => `${prefix}${lowerCaseId()}`.slice(0, 12));
    const adapter = backend().adapter({ generateUserId: () => ids.shift() ?? '' });
    const [first, second, third] = [
      await adapter.createUser(newUser()),
      await adapter.createUser(newUser()),
      await adapter.createUser(newUser()),
    ];
    const account = newAccount(first.id, { providerAccountId: unique('account').toLowerCase() });
    const rows = [
      { ...account, userId: '000000000000' },
      { ...account, userId: third.id, providerAccountId: account.providerAccountId.toUpperCase() },
      account,
      { ...account, userId: second.id },
    ];
    const { db } = backend();
    await db.insert(basic.accounts).values(rows);
    // Through this index the younger row is found first, because its user's id sorts first.
    await db.execute(sql`create index by_account on accounts (provider_account_id, provider, user_id)`);
    onTestFinished(() => db.execute(sql`drop index by_account on accounts`).then(() => {}));
    for (const owner of [first, second]) {
      expect(await adapter.getUserByAccount(account)).toEqual(owner);
      const found = await adapter.getAccount(account.providerAccountId, account.provider);
      expect(found).toMatchObject({ userId: owner.id });
      expect(await adapter.linkAccount({ ...account, userId: owner.id })).toEqual(found);
      const refused = adapter.linkAccount({ ...account, userId: third.id });
      await expect(refused).rejects.toMatchObject({ code: 'ACCOUNT_ALREADY_LINKED' });
      await adapter.deleteUser(owner.id);
    }
    expect(await adapter.getUserByAccount(account)).toBeNull();
  });
}
