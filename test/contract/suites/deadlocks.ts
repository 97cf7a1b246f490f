import { eq } from 'drizzle-orm';
import type { MySql2Database } from 'drizzle-orm/mysql2';
import { expect, it } from 'vitest';
import { accounts, sessions, users } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { untilBlocked, withGate } from '../gate.ts';
import { verbAndTable } from '../verb-and-table.ts';

type Transaction = Parameters<Parameters<MySql2Database['transaction']>[0]>[0];

/** Real deadlocks, in which the server rolls the adapter back. */
export function deadlocksContract(backend: () => OpenBackend): void {
  /** Does work in another transaction that survives every deadlock, and rolls it back at the end. */
  async function withOther(work: (other: Transaction) => Promise<void>): Promise<void> {
    const done = backend().db.transaction(async (other) => {
      // The transaction that changed more rows survives.
      const rows = Array.from({ length: 50 }, () => ({ email: uniqueEmail(), ...timestamps() }));
      await other.insert(users).values(rows);
      await work(other);
      other.rollback();
    });
    await expect(done).rejects.toThrow('Rollback');
  }

  /** Locks the row of a user, which may take until another transaction is rolled back. */
  const lockUser = (other: Transaction, id: string) =>
    other.select({ id: users.id }).from(users).where(eq(users.id, id)).for('update').execute();

  it('writes again after a deadlock has rolled it back', async () => {
    const adapter = backend().adapter();
    const { id: userId } = await adapter.createUser(newUser());
    const session = { sessionToken: unique('session'), userId, expires: inAnHour() };
    const sent = await backend().statementsOf(() =>
      withGate(
        backend().db,
        { before: 'insert', table: 'sessions', column: 'user_id', userId },
        async (gate) => {
          const created = adapter.createSession(session);
          await gate.reached();
          await withOther(async (other) => {
            await other.insert(sessions).values({ ...session, userId: 'other', ...timestamps() });
            const crossing = lockUser(other, userId);
            await gate.open();
            expect(await crossing).toEqual([{ id: userId }]);
          });
          await created;
        },
      ),
    );
    expect(sent.filter((statement) => statement.startsWith('insert into `sessions`'))).toHaveLength(2);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toMatchObject({ user: { id: userId } });
  });

  it('deletes everything again after a deadlock has rolled it back', async () => {
    const adapter = backend().adapter();
    const { sessionToken, userId } = await signIn(adapter);
    const account = await adapter.linkAccount(newAccount(userId));
    const sent = await backend().statementsOf(async () => {
      let deleted = Promise.resolve<unknown>(undefined);
      await withOther(async (other) => {
        await other.update(accounts).set({ type: 'other' }).where(eq(accounts.userId, userId));
        deleted = Promise.resolve(adapter.deleteUser(userId));
        await untilBlocked(backend().db, deleted, userId);
        // The deletion has locked the user, and waits for the account.
        expect(await lockUser(other, userId)).toEqual([{ id: userId }]);
      });
      await deleted;
    });
    const whole = 'delete sessions, accounts, users';
    expect(sent.map(verbAndTable)).toEqual(['select users', 'select verification_tokens', whole, whole]);
    expect(await adapter.getUser(userId)).toBeNull();
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toBeNull();
  });
}

const timestamps = () => ({ createdAt: new Date(), updatedAt: new Date() });
