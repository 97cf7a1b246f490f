import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { users } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../../support/rows/samples.ts';

/** The name of users whom the server refuses to change or to delete. */
const IN_CONFLICT = 'always in conflict';
const KEPT = 'may not go';
/** The beginning of the statement that deletes a user with everything. */
const WHOLE_USER = 'delete from `sessions`, `accounts`, `users`';

export function transactionContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    // The error of a deadlock, without another transaction.
    const deadlock = sql`signal sqlstate '40001' set mysql_errno = 1213`;
    const is = (row: 'new' | 'old', name: string) => sql.raw(`${row}.name = '${name}'`);
    await backend().db.execute(sql`create trigger not_changed before update on users for each row
      begin if ${is('new', IN_CONFLICT)} then ${deadlock}; end if; end`);
    await backend().db.execute(sql`create trigger not_deleted before delete on users for each row begin
      if ${is('old', IN_CONFLICT)} then ${deadlock}; end if;
      if ${is('old', KEPT)} then signal sqlstate '45000'; end if; end`);
  });

  /** Counts the statements of one kind that reach the server while the work fails with a conflict. */
  async function sentUntilConflict(verb: string, work: () => Promise<unknown>): Promise<number> {
    const sent = await backend().statementsOf(async () => {
      await expect(work()).rejects.toMatchObject({ code: 'RETRIES_EXHAUSTED', cause: { errno: 1213 } });
    });
    return sent.filter((statement) => statement.startsWith(verb)).length;
  }

  it('tries nothing again within a transaction, which a conflict may have undone', async () => {
    const outside = backend().adapter();
    const changed = await outside.createUser(newUser());
    const deleted = await outside.createUser(newUser({ name: IN_CONFLICT }));
    const change = { id: changed.id, name: IN_CONFLICT };
    expect(await sentUntilConflict('update', () => outside.updateUser(change))).toBe(4);
    expect(await sentUntilConflict(WHOLE_USER, () => outside.deleteUser(deleted.id))).toBe(4);
    const db = backend().source();
    await db.transaction(async (transaction) => {
      const inside = MySqlAdapter(transaction);
      expect(await sentUntilConflict('update', () => inside.updateUser(change))).toBe(1);
    });
    await db.transaction(async (transaction) => {
      const inside = MySqlAdapter(transaction);
      expect(await sentUntilConflict(WHOLE_USER, () => inside.deleteUser(deleted.id))).toBe(1);
    });
  });

  it('undoes with a transaction what every method did in it', async () => {
    const outside = backend().adapter();
    const session = await signIn(outside);
    const { userId, sessionToken } = session;
    const account = await outside.linkAccount(newAccount(userId));
    const token = { identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() };
    await outside.createVerificationToken(token);
    const leaving = await signIn(outside);
    const before = await outside.getSessionAndUser(sessionToken);
    const made = newAccount(userId);
    const undone = backend()
      .source()
      .transaction(async (transaction) => {
        const inside = MySqlAdapter(transaction);
        await inside.createUser(newUser({ email: 'undone@example.com' }));
        await inside.linkAccount(made);
        await signIn(inside, userId);
        await inside.updateUser({ id: userId, name: 'Changed' });
        await inside.updateSession({ sessionToken, expires: new Date('2100-01-01T00:00:00Z') });
        await inside.useVerificationToken(token);
        await inside.createVerificationToken({ ...token, identifier: 'undone' });
        await inside.unlinkAccount(account);
        await inside.deleteUser(leaving.userId);
        expect(await inside.getUser(leaving.userId)).toBeNull();
        expect(await inside.getUserByAccount(made)).toMatchObject({ id: userId, name: 'Changed' });
        transaction.rollback();
      });
    await expect(undone).rejects.toThrow('Rollback');
    expect(await outside.getUserByEmail('undone@example.com')).toBeNull();
    expect(await outside.getAccount(made.providerAccountId, made.provider)).toBeNull();
    expect(await outside.getSessionAndUser(sessionToken)).toEqual(before);
    expect(await outside.getAccount(account.providerAccountId, account.provider)).toEqual(account);
    expect(await outside.getSessionAndUser(leaving.sessionToken)).not.toBeNull();
    expect(await outside.useVerificationToken(token)).toEqual(token);
  });

  it('deletes a user within the transaction, and begins nothing of its own', async () => {
    const { userId } = await signIn(backend().adapter());
    const db = backend().source();
    const sent = await backend().statementsOf(() =>
      db.transaction((transaction) => MySqlAdapter(transaction).deleteUser(userId)),
    );
    const about = sent.filter((statement) => !/^(select|delete) /.test(statement));
    expect(about.map((statement) => statement.toLowerCase())).toEqual(['begin', 'commit']);
    expect(await backend().adapter().getUser(userId)).toBeNull();
  });

  it('undoes a deletion that fails, and nothing else of the transaction', async () => {
    const outside = backend().adapter();
    const stays = await outside.createUser(newUser({ name: KEPT }));
    const session = await signIn(outside, stays.id);
    const made = await backend()
      .source()
      .transaction(async (transaction) => {
        const inside = MySqlAdapter(transaction);
        const made = await inside.createUser(newUser());
        await expect(inside.deleteUser(stays.id)).rejects.toMatchObject({ cause: { errno: 1644 } });
        return made;
      });
    expect(await outside.getUser(made.id)).toEqual(made);
    expect(await outside.getSessionAndUser(session.sessionToken)).toEqual({ session, user: stays });
  });

  it('passes a deadlock on, which has undone the whole transaction', async () => {
    const outside = backend().adapter();
    const [first, second] = [await outside.createUser(newUser()), await outside.createUser(newUser())];
    const db = backend().source();
    await backend().db.transaction(async (other) => {
      // The transaction that changed more rows survives a deadlock.
      for (let row = 0; row < 20; row++) {
        await other
          .insert(users)
          .values({ email: uniqueEmail(), createdAt: new Date(), updatedAt: new Date() });
      }
      await other.update(users).set({ name: 'Other' }).where(eq(users.id, second.id));
      const failed = db.transaction(async (transaction) => {
        const inside = MySqlAdapter(transaction);
        await inside.updateUser({ id: first.id, name: 'Inside' });
        const crossing = other.update(users).set({ name: 'Other' }).where(eq(users.id, first.id));
        await Promise.all([inside.deleteUser(second.id), crossing]);
      });
      await expect(failed).rejects.toMatchObject({ code: 'RETRIES_EXHAUSTED', cause: { errno: 1213 } });
    });
    expect([await outside.getUser(first.id), await outside.getUser(second.id)]).toMatchObject([
      { name: 'Other' },
      { name: 'Other' },
    ]);
  });
}
