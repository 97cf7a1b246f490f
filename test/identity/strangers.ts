import { expect, it } from 'vitest';
import { accounts, sessions, verificationTokens } from '../../src/schema/index.ts';
import { wrongAnswers } from './answers.ts';
import type { TestedDatabase } from './databases.ts';
import { bookkeeping, changedRows, everyRow, newOwner, type Owner, storeOwners } from './owners.ts';
import { questions } from './questions.ts';
import { accountOf, sessionOf, tokenOf } from './rows.ts';

/** Rows with an id or an address that only looks like a user's, as others may have left them. */
export function strangersSuite(database: TestedDatabase): void {
  const newOwners = () =>
    database
      .pairs()
      .filter(({ asked }) => database.canHold(asked))
      .map(newOwner);

  /** Makes an owner of rows under their own names, with an id and an address that look like another owner's. */
  const strangerTo = (owner: Owner): Owner => {
    const { own } = newOwner(owner.lookAlike);
    return { ...owner, own: { ...own, id: owner.asked.id, email: owner.asked.email } };
  };

  async function storeStrangers(owners: readonly Owner[]): Promise<Owner[]> {
    const { db } = database.open();
    const strangers = owners.map(strangerTo);
    const withBookkeeping = <Row extends object>(row: Row) => ({ ...row, ...bookkeeping });
    await db.insert(accounts).values(strangers.map(accountOf).map(withBookkeeping));
    await db.insert(sessions).values(strangers.map(sessionOf).map(withBookkeeping));
    // The tokens of one address in two spellings are the same person's.
    const others = strangers.filter(({ lookAlike }) => !lookAlike.isSameAddress);
    await db.insert(verificationTokens).values(others.map(tokenOf).map(withBookkeeping));
    return strangers;
  }

  it('treats an account or a session as nobody’s if its user id only looks like one', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), newOwners()];
    await storeOwners(db, owners);
    const strangers = await storeStrangers(owners);
    for (const question of ['getUserByAccount by id', 'getAccount by id', 'getSessionAndUser']) {
      const ask = questions[question] ?? expect.fail(question);
      const wrong = await wrongAnswers(strangers, {
        question,
        ask: ({ own }) => ask(tested, own, own),
        expected: () => null,
      });
      expect(wrong).toEqual([]);
    }
  });

  it('deletes with a user nothing of those who look alike', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), newOwners()];
    await storeStrangers(owners);
    const before = await everyRow(db);
    await storeOwners(db, owners);
    const wrong = await wrongAnswers(owners, {
      question: 'deleteUser',
      ask: ({ own }) => tested.deleteUser(own.id),
      expected: () => undefined,
    });
    expect(wrong).toEqual([]);
    expect(changedRows(before, await everyRow(db))).toEqual([]);
  });
}
