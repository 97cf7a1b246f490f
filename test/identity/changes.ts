import { expect, it } from 'vitest';
import type { Adapter } from '../backends/backend.ts';
import { wrongAnswers } from './answers.ts';
import type { TestedDatabase } from './databases.ts';
import { changedRows, everyRow, makeOwners, type Names, type Owner } from './owners.ts';
import { sessionOf, userOf } from './rows.ts';

/** A change by one of somebody's names; where it takes two, the other one is the owner's `own`. */
type Change = (adapter: Adapter, names: Names, own: Names) => Promise<unknown>;

const LATER = new Date('2200-01-01T00:00:00Z');

const changes: Readonly<Record<string, Change>> = {
  updateSession: (adapter, { sessionToken }) => adapter.updateSession({ sessionToken, expires: LATER }),
  'updateSession of a user': (adapter, { id: userId }, { sessionToken }) =>
    adapter.updateSession({ sessionToken, userId, expires: LATER }),
  updateUser: (adapter, { id }) => adapter.updateUser({ id, name: 'Eve' }),
  deleteSession: (adapter, { sessionToken }) => adapter.deleteSession(sessionToken),
  'unlinkAccount by provider': (adapter, { provider }, { providerAccountId }) =>
    adapter.unlinkAccount({ provider, providerAccountId }),
  'unlinkAccount by id': (adapter, { providerAccountId }, { provider }) =>
    adapter.unlinkAccount({ provider, providerAccountId }),
  deleteUser: (adapter, { id }) => adapter.deleteUser(id),
};

/** What each change is about: how to read it, and what is there once its owner has made it. In an order that works. */
const effects: Readonly<Record<string, readonly [read: Change, after: (owner: Owner) => unknown]>> = {
  updateSession: [
    (adapter, { sessionToken }) => adapter.getSessionAndUser(sessionToken),
    (owner) => ({ session: { ...sessionOf(owner), expires: LATER }, user: userOf(owner) }),
  ],
  updateUser: [(adapter, { id }) => adapter.getUser(id), (owner) => ({ ...userOf(owner), name: 'Eve' })],
  deleteSession: [(adapter, { sessionToken }) => adapter.getSessionAndUser(sessionToken), () => null],
  'unlinkAccount by id': [(adapter, names) => adapter.getUserByAccount(names), () => null],
  deleteUser: [(adapter, { id }) => adapter.getUser(id), () => null],
};

export function changesSuite(database: TestedDatabase): void {
  it('changes and deletes nothing by what looks like a name', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), await makeOwners(db, database.lookAlikes())];
    const before = await everyRow(db);
    for (const [question, change] of Object.entries(changes)) {
      const wrong = await wrongAnswers(owners, {
        question,
        ask: ({ own, asked }) => change(tested, asked, own),
        expected: () => (question === 'updateUser' ? 'USER_NOT_FOUND' : undefined),
      });
      expect(wrong).toEqual([]);
    }
    expect(changedRows(before, await everyRow(db))).toEqual([]);
  });

  it('changes and deletes by the very names that are stored', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), await makeOwners(db, database.pairs())];
    for (const [question, [read, after]] of Object.entries(effects)) {
      const change = changes[question] ?? expect.fail(question);
      const wrong = await wrongAnswers(owners, {
        question,
        ask: async ({ own }) => {
          await change(tested, own, own);
          return read(tested, own, own);
        },
        expected: after,
      });
      expect(wrong).toEqual([]);
    }
  });
}
