import { expect, it } from 'vitest';
import { userById } from '../../src/account.ts';
import { MySqlAdapterError } from '../../src/index.ts';
import { accounts, sessions } from '../../src/schema/index.ts';
import { wrongAnswers } from './answers.ts';
import type { TestedDatabase } from './databases.ts';
import { bookkeeping, everyRow, lostRows, newOwner, type Owner, storeOwners } from './owners.ts';
import { accountOf, expiredSessionOf, sessionOf } from './rows.ts';

/** The account page of somebody, beside rows whose user id only looks like theirs. */
export function pagesSuite(database: TestedDatabase): void {
  it('lists, ends and counts nothing of who only looks alike', { timeout: 120_000 }, async () => {
    const { db, adapter } = database.open();
    const tested = adapter();
    const owners = database
      .pairs()
      .filter(({ asked }) => database.canHold(asked))
      .map(newOwner);
    await storeOwners(db, owners);
    const strangers = owners.map((owner): Owner => {
      const { own } = newOwner(owner.lookAlike);
      return { ...owner, own: { ...own, id: owner.asked.id } };
    });
    const withBookkeeping = <Row extends object>(row: Row) => ({ ...row, ...bookkeeping });
    await db.insert(accounts).values(strangers.map(accountOf).map(withBookkeeping));
    await db.insert(sessions).values(strangers.map(sessionOf).map(withBookkeeping));
    const before = await everyRow(db);

    const wrong = await wrongAnswers(owners, {
      question: 'the page',
      async ask({ own, asked }) {
        const page = await userById(tested, own.id);
        const stranger = strangers.find(({ asked: { id } }) => id === asked.id)?.own ?? own;
        return [
          (await page?.listSessions())?.length,
          (await page?.listAccounts())?.map(({ provider, providerAccountId }) => [
            provider,
            providerAccountId,
          ]),
          await page?.unlinkAccount(stranger),
          await page?.unlinkAccount(asked),
          await page?.unlinkAccount(own).catch(codeOf),
          await page?.revokeSessions(),
        ];
      },
      expected: ({ own }) => [
        1,
        [[own.provider, own.providerAccountId]],
        false,
        false,
        'LAST_SIGN_IN_METHOD',
        2,
      ],
    });
    expect(wrong).toEqual([]);
    const ended = owners.flatMap((owner) => [sessionOf(owner), expiredSessionOf(owner)]);
    const lost = lostRows(before, await everyRow(db));
    expect(lost).toHaveLength(ended.length);
    for (const { sessionToken } of ended)
      expect(lost.filter((row) => row.includes(JSON.stringify(sessionToken)))).toHaveLength(1);
  });
}

function codeOf(error: unknown): string {
  if (error instanceof MySqlAdapterError) return error.code;
  throw error;
}
