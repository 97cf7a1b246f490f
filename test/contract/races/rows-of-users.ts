import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { expect } from 'vitest';
import * as basic from '../../../src/schema/index.ts';
import { authenticators } from '../../../src/schema/production.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { passkeysSql } from '../../support/databases/production-sql.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, signIn } from '../../support/rows/samples.ts';
import { times } from './crowd.ts';

const { accounts, sessions, users } = basic;

/** Counts the rows of a user. */
export async function rowsOf({ db }: OpenBackend, userId: string) {
  return {
    users: await db.$count(users, eq(users.id, userId)),
    sessions: await db.$count(sessions, eq(sessions.userId, userId)),
    accounts: await db.$count(accounts, eq(accounts.userId, userId)),
    passkeys: await db.$count(authenticators, eq(authenticators.userId, userId)),
  };
}

/** The basic tables with one for passkeys. */
export const tables = { ...basic, authenticators };

/** Makes the table of passkeys beside the basic ones, unless another suite has made it. */
export async function createPasskeys(db: MySql2Database): Promise<void> {
  await db.execute(sql.raw(await passkeysSql()));
}

/** Makes calls that write sessions, accounts and passkeys for a user; late ones read something first. */
export const writersFor = (
  adapter: Adapter,
  userId: string,
  count: number,
  isLate: (index: number) => boolean,
): (() => Promise<unknown>)[] =>
  times(count, (index) => async () => {
    if (isLate(index)) await adapter.getUser(userId);
    if (index % 3 === 0) return signIn(adapter, userId);
    if (index % 3 === 1) return adapter.linkAccount(newAccount(userId));
    return adapter.createAuthenticator?.(newPasskey(userId));
  });

/** Expects that no session, account or passkey of these users has outlived its user. */
export async function expectNoOrphans({ db }: OpenBackend, userIds: readonly string[]): Promise<void> {
  for (const table of [sessions, accounts, authenticators]) {
    const orphans = await db
      .select({ userId: table.userId })
      .from(table)
      .leftJoin(users, eq(users.id, table.userId))
      .where(and(isNull(users.id), inArray(table.userId, [...userIds])));
    expect(orphans).toEqual([]);
  }
}
