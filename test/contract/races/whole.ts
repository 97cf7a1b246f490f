import { and, eq, inArray, isNull } from 'drizzle-orm';
import { expect } from 'vitest';
import { accounts, sessions, users } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { newAccount, signIn } from '../samples.ts';
import { times } from './crowd.ts';

/** Counts what there is of a user, and of what belongs to them. */
export async function rowsOf({ db }: OpenBackend, userId: string) {
  return {
    users: await db.$count(users, eq(users.id, userId)),
    sessions: await db.$count(sessions, eq(sessions.userId, userId)),
    accounts: await db.$count(accounts, eq(accounts.userId, userId)),
  };
}

/** Makes calls that write sessions and accounts for a user; late ones read something first. */
export const writersFor = (
  adapter: Adapter,
  userId: string,
  count: number,
  isLate: (index: number) => boolean,
): (() => Promise<unknown>)[] =>
  times(count, (index) => async () => {
    if (isLate(index)) await adapter.getUser(userId);
    return index % 2 === 0 ? signIn(adapter, userId) : adapter.linkAccount(newAccount(userId));
  });

/** Holds that no session and no account has outlived its user, out of some users. */
export async function expectNoOrphans({ db }: OpenBackend, userIds: readonly string[]): Promise<void> {
  for (const table of [sessions, accounts]) {
    const orphans = await db
      .select({ userId: table.userId })
      .from(table)
      .leftJoin(users, eq(users.id, table.userId))
      .where(and(isNull(users.id), inArray(table.userId, [...userIds])));
    expect(orphans).toEqual([]);
  }
}
