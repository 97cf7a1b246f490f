import { beforeEach, expect, it } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { newAccount, newUser, unique } from '../support/rows/samples.ts';
import { wrongAnswers } from './answers.ts';
import type { TestedDatabase } from './databases.ts';
import { uniqueAccounts, withUniqueAccounts } from './other-tables.ts';
import { bookkeeping, makeOwners, type Names, type Owner } from './owners.ts';
import { accountOf } from './rows.ts';

const GONE = '000000000000';

/** Accounts on a table that declares a unique index on provider and account id. */
export function uniqueAccountsSuite(database: TestedDatabase): void {
  let adapter: Adapter;
  let somebody: { readonly userId: string; readonly type: 'oauth' };
  beforeEach(async () => {
    adapter = database.open().adapter({ tables: withUniqueAccounts });
    // By another adapter, because an adapter undoes a sign-up of its own whose account it cannot link.
    somebody = { userId: (await database.open().adapter().createUser(newUser())).id, type: 'oauth' };
  });

  const everyAccount = () => database.open().db.select().from(uniqueAccounts);
  const equal = () =>
    database.pairs().filter((each) => database.takesForEqual(each) && database.canHold(each.asked));

  /** Makes owners whose accounts belong to the users that a function returns. */
  async function makeOwnersOf(userIdOf: (owner: Owner) => string | null, lookAlikes = equal()) {
    const { db } = database.open();
    const owners = await makeOwners(db, lookAlikes);
    const rows = owners.map((owner) => ({ ...accountOf(owner), userId: userIdOf(owner), ...bookkeeping }));
    await db.insert(uniqueAccounts).values(rows);
    return owners;
  }

  /** Links an account to somebody who is not its owner, and returns whose it is then. */
  async function linkToSomebody({ provider, providerAccountId }: Names): Promise<unknown> {
    await adapter.linkAccount({ ...somebody, provider, providerAccountId });
    return (await adapter.getUserByAccount({ provider, providerAccountId }))?.id;
  }

  it.each(['provider', 'providerAccountId'] as const)(
    'links what looks like an account by its %s to somebody else, or says why not',
    async (name) => {
      const owners = await makeOwnersOf(({ own }) => own.id, database.pairs());
      const before = new Set((await everyAccount()).map((row) => JSON.stringify(row)));
      const wrong = await wrongAnswers(owners, {
        question: 'linkAccount',
        ask: ({ own, asked }) => linkToSomebody({ ...own, [name]: asked[name] }),
        expected: ({ lookAlike, asked }) => {
          if (!database.canHold(asked.id)) return 'INVALID_ARGUMENT';
          return database.takesForEqual(lookAlike) ? 'ACCOUNT_LOOKALIKE' : somebody.userId;
        },
      });
      expect(wrong).toEqual([]);
      for (const row of await everyAccount()) before.delete(JSON.stringify(row));
      expect([...before]).toEqual([]);
    },
  );

  it('keeps an account with its owner, who may link it again', async () => {
    const owners = await makeOwnersOf(({ own }) => own.id);
    const before = await everyAccount();
    const taken = await wrongAnswers(owners, {
      question: 'linkAccount to somebody else',
      ask: ({ own }) => linkToSomebody(own),
      expected: () => 'ACCOUNT_ALREADY_LINKED',
    });
    const again = await wrongAnswers(owners, {
      question: 'linkAccount to the owner',
      ask: (owner) => adapter.linkAccount(accountOf(owner) as never),
      expected: accountOf,
    });
    expect([...taken, ...again]).toEqual([]);
    expect(await everyAccount()).toEqual(before);
  });

  it.each([
    ['a user who is gone', () => GONE],
    ['no user', () => null],
    ['what looks like a user', ({ asked }: Owner) => asked.id],
  ])('replaces an account of %s that is in the way', async (_, userIdOf) => {
    const owners = await makeOwnersOf(userIdOf);
    // Of the same user, but in nobody's way.
    await makeOwnersOf(userIdOf, equal().slice(0, 1));
    const before = await everyAccount();
    const wrong = await wrongAnswers(owners, {
      question: 'linkAccount',
      ask: ({ own }) => linkToSomebody(own),
      expected: () => somebody.userId,
    });
    expect(wrong).toEqual([]);
    expect(await everyAccount()).toHaveLength(before.length);
  });

  it('replaces what looks like an account where it is in the way and its user is gone', async () => {
    const owners = await makeOwnersOf(() => GONE);
    const wrong = await wrongAnswers(owners, {
      question: 'linkAccount',
      ask: ({ asked }) => linkToSomebody(asked),
      expected: () => somebody.userId,
    });
    expect(wrong).toEqual([]);
    const left = new Set((await everyAccount()).map((row) => row.providerAccountId));
    expect(owners.filter(({ own }) => left.has(own.providerAccountId))).toEqual([]);
  });

  it('says so where another unique index is in the way', async () => {
    const oauth_token = unique();
    await adapter.linkAccount(newAccount(somebody.userId, { oauth_token } as never));
    const before = await everyAccount();
    const second = adapter.linkAccount(newAccount(somebody.userId, { oauth_token } as never));
    await expect(second).rejects.toMatchObject({ code: 'DUPLICATE', table: 'unique_accounts' });
    expect(await everyAccount()).toEqual(before);
  });
}
