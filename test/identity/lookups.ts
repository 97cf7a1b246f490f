import { expect, it } from 'vitest';
import { wrongAnswers } from './answers.ts';
import type { TestedDatabase } from './databases.ts';
import { changedRows, everyRow, makeOwners, type Owner } from './owners.ts';
import { answers, questions } from './questions.ts';

/** Says whether a lookup is not one by address in another case, which has a test of its own. */
const isAnotherName = (question: string) => (owner: Owner) =>
  question !== 'getUserByEmail' || !owner.lookAlike.isSameAddress;

export function lookupsSuite(database: TestedDatabase): void {
  it('finds nothing by what looks like a name, and leaves every row alone', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), await makeOwners(db, database.lookAlikes())];
    const before = await everyRow(db);
    for (const [question, ask] of Object.entries(questions)) {
      const wrong = await wrongAnswers(owners.filter(isAnotherName(question)), {
        question,
        ask: ({ own, asked }) => ask(tested, asked, own),
        expected: () => null,
      });
      expect(wrong).toEqual([]);
    }
    expect(changedRows(before, await everyRow(db))).toEqual([]);
  });

  it('finds everybody by the very names that are stored', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), await makeOwners(db, database.pairs())];
    for (const [question, expected] of Object.entries(answers)) {
      const ask = questions[question] ?? expect.fail(question);
      const wrong = await wrongAnswers(owners, {
        question,
        ask: ({ own }) => ask(tested, own, own),
        expected,
      });
      expect(wrong).toEqual([]);
    }
  });
}
