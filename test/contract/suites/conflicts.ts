import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { newAccount, newUser, signIn } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { wholeUser } from '../whole-user.ts';

/** Errors of a statement that the server undid because of other ones. */
const NUMBERS = [1020, 1047, 1205, 1213, 1467, 3101, 8002, 8022, 8028, 9007];

/** Makes the name of a user whom the server stores after so many conflicts of this number. */
const inConflict = (times: number, number: number) => `conflict ${times} ${number}`;

/** Servers that report a conflict for a statement, a few times or always. */
export function conflictsContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    const { db } = backend();
    // A count of its own for each number. What AUTO_INCREMENT has given away is not rolled back, so failed tries count.
    for (const number of NUMBERS)
      await db.execute(sql.raw(`create table tries_${number} (n int auto_increment primary key)`));
    const count = (number: number) =>
      sql.raw(`insert into tries_${number} values (); set @tries = last_insert_id()`);
    const countEach = NUMBERS.map(
      (number) => sql`if number = ${sql.raw(String(number))} then ${count(number)}; end if;`,
    );
    await db.execute(sql`create trigger not_stored before insert on users for each row begin
      if new.name like 'conflict %' then begin
        declare number int default substring_index(new.name, ' ', -1);
        ${sql.join(countEach, sql` `)}
        if @tries <= substring_index(substring_index(new.name, ' ', 2), ' ', -1) then
          signal sqlstate 'HY000' set mysql_errno = number;
        end if;
      end; end if; end`);
    await db.execute(sql`create trigger not_deleted before delete on accounts for each row begin
      if old.provider = 'conflict' then
        ${count(1213)};
        if @tries <= 2 then signal sqlstate '40001' set mysql_errno = 1213; end if;
      end if; end`);
  });
  beforeEach(async () => {
    for (const number of NUMBERS) await backend().db.execute(sql.raw(`truncate tries_${number}`));
  });

  /** Returns how often each of these users was sent. */
  async function timesSent(users: readonly { email: string }[], work: () => Promise<unknown>) {
    const sent = await backend().statementsOf(work);
    return users.map(({ email }) => sent.filter((statement) => statement.includes(`'${email}'`)).length);
  }

  it('writes once, at the fourth try, after three conflicts', async () => {
    const adapter = backend().adapter();
    const users = NUMBERS.map((number) => newUser({ name: inConflict(3, number) }));
    const times = await timesSent(users, async () => {
      const created = await Promise.all(users.map((user) => adapter.createUser(user)));
      expect(created.map(({ email }) => email)).toEqual(users.map(({ email }) => email));
    });
    expect(times).toEqual(users.map(() => 4));
    const found = await Promise.all(users.map(({ email }) => adapter.getUserByEmail(email)));
    expect(found).toMatchObject(users.map(({ name, email }) => ({ name, email })));
  });

  it('gives up after the fourth try, says why, and has written nothing', async () => {
    const adapter = backend().adapter();
    const users = NUMBERS.map((number) => newUser({ name: inConflict(4, number) }));
    const times = await timesSent(users, async () => {
      const ends = await Promise.allSettled(users.map((user) => adapter.createUser(user)));
      expect(ends).toMatchObject(
        NUMBERS.map((errno) => ({ reason: { code: 'RETRIES_EXHAUSTED', cause: { errno } } })),
      );
    });
    expect(times).toEqual(users.map(() => 4));
    const found = await Promise.all(users.map(({ email }) => adapter.getUserByEmail(email)));
    expect(found).toEqual(users.map(() => null));
  });

  it('deletes everything again after a conflict in the middle', async () => {
    const adapter = backend().adapter();
    const { sessionToken, userId } = await signIn(adapter);
    const account = await adapter.linkAccount(newAccount(userId, { provider: 'conflict' }));
    const sent = await backend().statementsOf(() => adapter.deleteUser(userId));
    const deletions = wholeUser(backend());
    const [last = ''] = deletions.slice(-1);
    expect(sent.map(verbAndTable)).toEqual([
      ...['select users', 'select verification_tokens'],
      ...[...deletions, last, last],
    ]);
    expect(await adapter.getUser(userId)).toBeNull();
    expect(await adapter.getSessionAndUser(sessionToken)).toBeNull();
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toBeNull();
  });
}
