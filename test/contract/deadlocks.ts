import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { sessions, users, verificationTokens } from '../../src/schema/index.ts';
import type { OpenBackend } from '../backends/backend.ts';
import { inAnHour, newUser, signIn, unique } from './samples.ts';

/** Real deadlocks: two transactions that each hold what the other waits for, so that the server undoes one of them. */
export function deadlocksContract(backend: () => OpenBackend): void {
  /** Waits until so many wait for a lock in the suite's database; asked seldom, since the server keeps its answer for 100 ms. */
  const untilWaiting = (count: number) =>
    expect
      .poll(
        async () => {
          const [rows] = await backend().db.execute(
            sql`select trx_id from information_schema.innodb_trx join information_schema.processlist on id = trx_mysql_thread_id
              where trx_state = 'LOCK WAIT' and db = database()`,
          );
          return (rows as unknown as unknown[]).length;
        },
        { interval: 150, timeout: 10_000 },
      )
      .toBe(count);

  /** Runs the adapter's work into a deadlock with a transaction that has written more, and so is not the one undone. */
  async function meet(
    first: (transaction: Transaction) => Promise<unknown>,
    work: () => Promise<unknown>,
    then: (transaction: Transaction) => Promise<unknown>,
  ): Promise<string[]> {
    // What the server still says of the test before must not pass for this one's.
    await untilWaiting(0);
    return backend().statementsOf(async () => {
      let working: Promise<unknown> | undefined;
      const other = backend().db.transaction(async (transaction) => {
        await transaction.insert(verificationTokens).values(burden());
        await first(transaction);
        working = work();
        working.catch(() => {});
        await untilWaiting(1);
        await then(transaction);
        transaction.rollback();
      });
      await expect(other).rejects.toThrow('Rollback');
      await working;
    });
  }

  it('writes again what a deadlock has undone', async () => {
    const adapter = backend().adapter();
    const [user, other] = [await adapter.createUser(newUser()), await adapter.createUser(newUser())];
    const session = { sessionToken: unique('session'), userId: user.id, expires: inAnHour() };
    const sent = await meet(
      (transaction) => transaction.insert(sessions).values({ ...session, userId: other.id }),
      () => adapter.createSession(session),
      (transaction) => transaction.update(users).set({ name: 'Eve' }).where(eq(users.id, user.id)),
    );
    expect(sent.map((statement) => statement.split(' (')[0])).toEqual(
      Array(2).fill('insert into `sessions`'),
    );
    expect(await adapter.getSessionAndUser(session.sessionToken)).toEqual({ session, user });
  });

  it('deletes a user anew from the start when a deadlock has undone the deletion', async () => {
    const adapter = backend().adapter();
    const { sessionToken, userId } = await signIn(adapter);
    const sent = await meet(
      (transaction) =>
        transaction
          .update(sessions)
          .set({ expires: inAnHour() })
          .where(eq(sessions.sessionToken, sessionToken)),
      () => adapter.deleteUser(userId),
      (transaction) => transaction.update(users).set({ name: 'Eve' }).where(eq(users.id, userId)),
    );
    expect(
      sent.filter((statement) => /^(begin|commit)$/i.test(statement)).map((each) => each.toLowerCase()),
    ).toEqual(['begin', 'begin', 'commit']);
    expect(await adapter.getUser(userId)).toBeNull();
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
  });
}

/** Makes rows by which a transaction has more to undo than the adapter's, so that the server undoes that one. */
const burden = () =>
  Array.from({ length: 20 }, () => ({ identifier: unique(), token: unique('token'), expires: inAnHour() }));

type Transaction = Parameters<Parameters<OpenBackend['db']['transaction']>[0]>[0];
