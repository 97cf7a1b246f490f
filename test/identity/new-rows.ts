import { expect, it } from 'vitest';
import { wrongAnswers } from './answers.ts';
import type { TestedDatabase } from './databases.ts';
import { gifts, writes } from './look-alike-writes.ts';
import { changedRows, everyRow, lostRows, makeOwners, type Owner } from './owners.ts';
import { answers, questions } from './questions.ts';

export function newRowsSuite(database: TestedDatabase): void {
  it('writes a row of its own for what looks like a name, or says why not', async () => {
    const backend = database.open();
    const [adapter, owners] = [backend.adapter(), await makeOwners(backend.db, database.pairs())];
    const before = await everyRow(backend.db);
    for (const [question, { write, name, refusal }] of Object.entries(writes)) {
      const ask = (owner: Owner) => write(adapter, owner, backend);
      const expected = (owner: Owner) => {
        if (!database.canHold(owner.asked.id)) return 'INVALID_ARGUMENT';
        return refusal && database.takesForEqual(owner.lookAlike) ? refusal(owner) : name(owner);
      };
      expect(await wrongAnswers(owners, { question, ask, expected })).toEqual([]);
    }
    expect(lostRows(before, await everyRow(backend.db))).toEqual([]);
    for (const [question, expected] of Object.entries(answers)) {
      const ask = questions[question] ?? expect.fail(question);
      const askOwn = ({ own }: Owner) => ask(adapter, own, own);
      expect(await wrongAnswers(owners, { question, ask: askOwn, expected })).toEqual([]);
    }
  });

  it('gives nothing to a user by what looks like an id', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), await makeOwners(db, database.pairs())];
    const before = await everyRow(db);
    for (const [question, give] of Object.entries(gifts)) {
      const wrong = await wrongAnswers(owners, {
        question,
        ask: ({ asked }) => give(tested, asked.id),
        expected: ({ asked }) => (/\p{Surrogate}|\0/u.test(asked.id) ? 'INVALID_ARGUMENT' : 'USER_NOT_FOUND'),
      });
      expect(wrong).toEqual([]);
    }
    expect(changedRows(before, await everyRow(db))).toEqual([]);
  });
}
