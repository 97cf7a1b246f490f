import { eq } from 'drizzle-orm';
import { mysqlTable } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { type Database, MySqlAdapter } from '../../../src/index.ts';
import { countOrphans, deleteOrphans, type Orphans } from '../../../src/maintenance.ts';
import * as basic from '../../../src/schema/index.ts';
import { lowerCaseId, newAccount, signIn } from '../../support/rows/samples.ts';
import { inHours, type Site } from './open-site.ts';
import { whileLocked } from './while-locked.ts';

const NONE: Orphans = { sessions: 0, accounts: 0, authenticators: 0 };

export function orphansSuite(site: () => Site): void {
  /** Stores two rows in each table of somebody who need not exist. */
  async function addRows(userId: string): Promise<void> {
    await site().addSessions(2, inHours(1), userId);
    for (const _ of [1, 2]) {
      await site().addAccount(userId);
      await site().addPasskey(userId);
    }
  }
  const rowsOf = (people: number): Orphans => ({
    sessions: 2 * people,
    accounts: 2 * people,
    authenticators: site().isProduction ? 2 * people : 0,
  });

  it('counts the rows of users who do not exist, and deletes them, and no others', async () => {
    const [user, other] = [await site().addUser(), await site().addUser()];
    for (const id of [user, other, lowerCaseId(), lowerCaseId(), lowerCaseId()]) await addRows(id);
    const adapter = site().adapter();
    expect(await countOrphans(adapter)).toEqual(rowsOf(3));
    expect(await deleteOrphans(adapter, { atMost: 18 })).toEqual({ ...rowsOf(3), done: true });
    expect(await countOrphans(adapter)).toEqual(NONE);
    expect([await site().sessions(), await site().accounts()].map((rows) => rows.length)).toEqual([4, 4]);
    for (const id of [user, other]) {
      const passkeys = await adapter.listAuthenticatorsByUserId?.(id);
      expect(passkeys?.length).toBe(site().isProduction ? 2 : undefined);
    }
  });

  it('finds none, and deletes none, where everybody is there, or nobody', async () => {
    const adapter = site().adapter();
    for (const add of [async () => {}, async () => addRows(await site().addUser())]) {
      await add();
      expect(await countOrphans(adapter)).toEqual(NONE);
      expect(await deleteOrphans(adapter, { atMost: 0 })).toEqual({ ...NONE, done: true });
    }
    expect(await site().sessions()).toHaveLength(2);
  });

  it('tells a user from one whose id only looks alike', async () => {
    const id = lowerCaseId();
    await site().addUser(id);
    await addRows(id);
    const kept = [await site().sessions(), await site().accounts()];
    await addRows(id.toUpperCase());
    const adapter = site().adapter();
    expect(await countOrphans(adapter)).toEqual(rowsOf(1));
    expect(await deleteOrphans(adapter, { atMost: 6 })).toEqual({ ...rowsOf(1), done: true });
    expect([await site().sessions(), await site().accounts()]).toEqual(kept);
  });

  // On several shards, no row can be without the column that it is placed by.
  it('counts accounts without a user id, and deletes them', async () => {
    if (site().open.isSharded) return;
    const user = await site().addUser();
    const kept = await site().addAccount(user);
    await site().addAccount(null);
    await site().addAccount(null);
    const adapter = site().adapter();
    expect(await countOrphans(adapter)).toEqual({ ...NONE, accounts: 2 });
    expect(await deleteOrphans(adapter, { atMost: 2 })).toEqual({ ...NONE, accounts: 2, done: true });
    expect(await site().accounts()).toEqual([kept]);
  });

  it('refuses to delete more than was expected, says how many there are, and deletes none', async () => {
    for (const id of [lowerCaseId(), lowerCaseId()]) await addRows(id);
    const { sessions, accounts, authenticators } = rowsOf(2);
    const all = sessions + accounts + authenticators;
    const sent = await site().open.statementsOf(async () => {
      await expect(deleteOrphans(site().adapter(), { atMost: all - 1 })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message:
          `Expected \`atMost\` to cover the ${all} rows without a user (sessions ${sessions}, accounts ${accounts}, ` +
          `authenticators ${authenticators}), none of which was deleted, got ${all - 1}.`,
      });
    });
    expect(sent.filter((each) => each.startsWith('delete'))).toEqual([]);
    expect(await countOrphans(site().adapter())).toEqual(rowsOf(2));
    expect(await deleteOrphans(site().adapter(), { atMost: all })).toMatchObject({ done: true });
  });

  it('refuses to empty the tables where that of users is empty, as in the wrong database', async () => {
    for (const _ of [1, 2, 3]) await signIn(site().adapter());
    await site().open.db.delete(basic.users);
    await expect(deleteOrphans(site().adapter(), { atMost: 2 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await site().sessions()).toHaveLength(3);
  });

  it('deletes no more than was expected where more users go meanwhile', async () => {
    const [token = ''] = await site().addSessions(1, inHours(1));
    for (const userId of ['nobody', await site().addUser(), await site().addUser()])
      await site().addAccount(userId);
    // They go after the accounts were counted, and before they are read.
    const deleted = await whileLocked(
      site().open,
      async (transaction) => {
        const { sessions, users } = basic;
        await transaction
          .update(sessions)
          .set({ expires: inHours(2) })
          .where(eq(sessions.sessionToken, token));
        await transaction.delete(users);
      },
      () => deleteOrphans(site().adapter(), { atMost: 2 }),
    );
    expect(deleted).toEqual({ ...NONE, sessions: 1, accounts: 1, done: false });
    expect(await site().accounts()).toHaveLength(2);
  });

  // On several shards and with a unique index, no two rows are one account.
  it('deletes no more than was expected where rows of one account go together', async () => {
    if (site().isProduction || site().open.isSharded) return;
    const [token = ''] = await site().addSessions(1, inHours(1));
    const [twice = ''] = [await site().addAccount('nobody'), await site().addAccount('nobody')];
    await site().addAccount('nobody');
    const { id: _, ...columns } = basic.accountColumns();
    const adapter = site().adapter({
      tables: { ...site().tables, accounts: mysqlTable('accounts', columns) },
    });
    const deleted = await whileLocked(
      site().open,
      async (transaction) => {
        const { sessions, accounts } = basic;
        await transaction
          .update(sessions)
          .set({ expires: inHours(2) })
          .where(eq(sessions.sessionToken, token));
        const more = [twice, '!more', '!most'].map((providerAccountId) => ({
          ...newAccount('nobody'),
          providerAccountId,
        }));
        await transaction.insert(accounts).values(more);
      },
      () => deleteOrphans(adapter, { atMost: 4, batchSize: 3 }),
    );
    expect(deleted).toEqual({ sessions: 1, accounts: 4, authenticators: 0, done: false });
    expect(await site().accounts()).toEqual(['!more', '!most']);
  });

  it('does not say that it is done where rows are still there in the end', async () => {
    const [token = ''] = await site().addSessions(3, inHours(1));
    // As through a proxy from a replica: a transaction that has begun to read goes on to see what it saw.
    await site().open.db.transaction(
      async (late) => {
        for (const table of [basic.sessions, basic.users, basic.accounts]) await late.select().from(table);
        await site().open.db.delete(basic.sessions).where(eq(basic.sessions.sessionToken, token));
        const split = Object.assign(site().open.source(), { select: late.select.bind(late) });
        const adapter = MySqlAdapter(split as Database, { tables: basic });
        const deleted = await deleteOrphans(adapter, { atMost: 100 });
        expect(deleted).toEqual({ sessions: 2, accounts: 0, authenticators: 0, done: false });
      },
      { isolationLevel: 'repeatable read' },
    );
    expect(await deleteOrphans(site().adapter(), { atMost: 3 })).toMatchObject({ sessions: 0, done: true });
  });

  it('leaves everything to a user who is restored after their rows were found', async () => {
    const id = lowerCaseId();
    await addRows(id);
    await site().addSessions(3, inHours(1));
    const before = [await site().sessions(), await site().accounts()];
    const [createdAt, updatedAt] = [new Date(), new Date()];
    const user = { id, name: null, email: null, emailVerified: null, image: null, createdAt, updatedAt };
    const deleted = await whileLocked(
      site().open,
      (transaction) => transaction.insert(basic.users).values(user),
      () => deleteOrphans(site().adapter(), { atMost: 20 }),
    );
    expect(deleted).toEqual({ ...NONE, sessions: 3, done: true });
    expect(before[0]).toEqual(expect.arrayContaining(await site().sessions()));
    expect([(await site().sessions()).length, await site().accounts()]).toEqual([2, before[1]]);
    expect(await countOrphans(site().adapter())).toEqual(NONE);
  });

  // On several shards, the user of a row cannot change: it would have to move.
  it('leaves an account to somebody who gets it after its row was found', async () => {
    if (site().open.isSharded) return;
    const [user, gone] = [await site().addUser(), lowerCaseId()];
    const providerAccountId = await site().addAccount(gone);
    const { accounts } = basic;
    const deleted = await whileLocked(
      site().open,
      (transaction) => transaction.update(accounts).set({ userId: user }).where(eq(accounts.userId, gone)),
      () => deleteOrphans(site().adapter(), { atMost: 1 }),
      'accounts',
    );
    expect(deleted).toEqual({ ...NONE, done: true });
    const account = { provider: 'github', providerAccountId };
    expect(await site().adapter().getUserByAccount(account)).toMatchObject({ id: user });
  });

  it('counts 0 for tables that the adapter lacks', async () => {
    await addRows(lowerCaseId());
    const { users, accounts } = site().tables;
    const small = MySqlAdapter(site().open.source(), { usersTable: users, accountsTable: accounts });
    expect(await countOrphans(small)).toEqual({ ...NONE, accounts: 2 });
    expect(await deleteOrphans(small, { atMost: 2 })).toEqual({ ...NONE, accounts: 2, done: true });
    expect(await site().sessions()).toHaveLength(2);
  });
}
