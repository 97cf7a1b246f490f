import type { AdapterAccount } from '@auth/core/adapters';
import { asc, eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newAccount, newUser } from '../../support/rows/samples.ts';
import { createUniqueAccounts, uniqueTables } from '../unique-account-tables.ts';
import { atOnce, type Outcome, times } from './crowd.ts';

type Tables = typeof basic | (typeof uniqueTables)['declared'];

export function accountRaces(backend: () => OpenBackend, rounds: number): void {
  beforeAll(() => createUniqueAccounts(backend().db));

  async function ownersOf({ accounts }: Tables, { providerAccountId }: AdapterAccount) {
    const rows = await backend()
      .db.select({ userId: sql<string>`${accounts.userId}` })
      .from(accounts)
      .where(eq(accounts.providerAccountId, providerAccountId))
      .orderBy(asc(accounts.id));
    return rows.map(({ userId }) => userId);
  }

  /** Links an account in 50 calls at once, in turn to each of some new users. */
  async function linkAtOnce(tables: Tables, account: AdapterAccount, users: number) {
    // Not the adapter that links: it would undo the user whose sign-up fails.
    const maker = backend().adapter();
    const people = await Promise.all(times(users, () => maker.createUser(newUser())));
    const adapter = backend().adapter({ tables });
    const calls = times(50, (index) => () => {
      return adapter.linkAccount({ ...account, userId: people[index % users]?.id ?? '' });
    });
    let outcome: Outcome<AdapterAccount> = { results: [], codes: [] };
    const statements = await backend().statementsOf(async () => {
      outcome = await atOnce(backend(), calls);
    });
    return { adapter, people, statements, ...outcome };
  }

  describe.each([
    ['declared to the adapter', uniqueTables.declared],
    ['in the database alone', uniqueTables.undeclared],
  ])('with a unique key that is %s', (_case, tables) => {
    it('links an account to one of two users in 50 calls, without a deadlock to retry', async () => {
      const account = newAccount('');
      const { adapter, statements, results, codes } = await linkAtOnce(tables, account, 2);
      const [owner, ...others] = await ownersOf(tables, account);
      expect(others).toEqual([]);
      expect(results.map(({ userId }) => userId)).toEqual(times(25, () => owner));
      expect(codes).toEqual(times(25, () => 'ACCOUNT_ALREADY_LINKED'));
      const inserts = statements.filter((statement) => statement.startsWith('insert'));
      // The lookup that keeps an account unique on all shards has deadlocks of its own, after which they are sent again.
      if (!backend().isSharded) expect(inserts.length).toBeLessThanOrEqual(50);
      expect(await adapter.getUserByAccount(account)).toMatchObject({ id: owner });
    });

    it('lets one of 5 users replace a row whose user is gone, in 50 calls', async () => {
      const account = newAccount('000000000000');
      await backend().db.insert(tables.accounts).values(account);
      const { results, codes } = await linkAtOnce(tables, account, 5);
      const [owner, ...others] = await ownersOf(tables, account);
      expect(others).toEqual([]);
      expect(results.map(({ userId }) => userId)).toEqual(times(10, () => owner));
      expect(codes).toEqual(times(40, () => 'ACCOUNT_ALREADY_LINKED'));
    });
  });

  it('gives the account of a user who is being deleted to another, or says that it is taken', async () => {
    const adapter = backend().adapter({ tables: uniqueTables.declared });
    for (let round = 0; round < rounds / 2; round++) {
      const [owner, other] = await Promise.all(times(2, () => backend().adapter().createUser(newUser())));
      const account = await adapter.linkAccount(newAccount(owner?.id ?? ''));
      const link = () => adapter.linkAccount({ ...account, userId: other?.id ?? '' });
      const { codes } = await atOnce<unknown>(backend(), [
        () => adapter.deleteUser(account.userId),
        ...times(5, () => link),
      ]);
      expect(codes.filter((code) => code !== 'ACCOUNT_ALREADY_LINKED')).toEqual([]);
      expect(await link()).toMatchObject({ userId: other?.id });
    }
  });

  describe('without a unique key', () => {
    it('takes one of two users for the owner, for every reader, whatever 50 calls have written', async () => {
      const account = newAccount('');
      const { adapter, people, codes } = await linkAtOnce(basic, account, 2);
      expect(codes.filter((code) => code !== 'ACCOUNT_ALREADY_LINKED')).toEqual([]);
      const owners = await ownersOf(basic, account);
      const isOwner = async (owner: string, other: string) => {
        expect(await adapter.getUserByAccount(account)).toMatchObject({ id: owner });
        const { provider, providerAccountId } = account;
        expect(await adapter.getAccount(providerAccountId, provider)).toMatchObject({ userId: owner });
        expect(await adapter.linkAccount({ ...account, userId: owner })).toMatchObject({ userId: owner });
        const refused = adapter.linkAccount({ ...account, userId: other });
        await expect(refused).rejects.toMatchObject({ code: 'ACCOUNT_ALREADY_LINKED' });
      };
      const owner = owners[0] ?? '';
      const other = people.find(({ id }) => id !== owner)?.id ?? '';
      await isOwner(owner, other);
      expect(await ownersOf(basic, account)).toEqual(owners);

      await adapter.deleteUser(owner);
      if (!owners.includes(other)) await adapter.linkAccount({ ...account, userId: other });
      expect(await adapter.getUserByAccount(account)).toMatchObject({ id: other });
    });
  });
}
