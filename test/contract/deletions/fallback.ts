import { sql } from 'drizzle-orm';
import { expect, it, onTestFinished } from 'vitest';
import { verbAndTable } from '../verb-and-table.ts';
import { ownedTables, type Site } from './open-site.ts';
import { everything, NOTHING, newPerson, rowsOf } from './person-with-rows.ts';
import { isSure } from './sent-statements.ts';

/**
 * A server that refuses to delete a user's rows as long as the user is there, with the error of one that does not know
 * such a statement: the statement for all at once deletes users last.
 */
export function fallbackSuite(site: () => Site): void {
  const run = (statement: string) => site().open.db.execute(sql.raw(statement));
  const whole = () => `delete ${[...ownedTables(site()), 'users'].join(', ')}`;
  const inTurn = () => ['users', ...ownedTables(site())].map((table) => `delete ${table}`);
  const deletionsOf = (sent: readonly string[]) =>
    sent.map(verbAndTable).filter((each) => /^delete (?!verification)/.test(each));

  // With a SQLSTATE of the server's own: 45000 is for errors of triggers themselves.
  async function refuse(errno: number, sqlState = 'HY000'): Promise<void> {
    await run(`create trigger refused before delete on sessions for each row begin
      if exists (select 1 from users where id = old.user_id) then
        signal sqlstate '${sqlState}' set mysql_errno = ${errno}; end if; end`);
    onTestFinished(() => run('drop trigger refused').then(() => {}));
  }

  it.each([1064, 1066, 1093, 1104, 1175, 1235, 1442])(
    'deletes the user first and then the rest after error %i, and from then on at once',
    async (errno) => {
      await refuse(errno);
      const adapter = site().adapter();
      const [first, second, other] = [
        await newPerson(site()),
        await newPerson(site()),
        await newPerson(site()),
      ];
      const sent = [
        await site().open.statementsOf(() => adapter.deleteUser(first.id)),
        await site().open.statementsOf(() => adapter.deleteUser(second.id)),
      ];
      expect(sent.map(deletionsOf)).toEqual([[whole(), ...inTurn()], inTurn()]);
      const single = sent.flat().filter((text) => /^delete from `\w+` /.test(text));
      expect(single.filter((text) => !isSure(text))).toEqual([]);
      for (const person of [first, second]) expect(await rowsOf(site(), person)).toEqual(NOTHING);
      expect(await rowsOf(site(), other)).toEqual(everything(site()));
    },
  );

  it.each([
    [1644, 'HY000'],
    [1175, '45000'],
  ])('does not take error %i in state %s for that one', async (errno, sqlState) => {
    await refuse(errno, sqlState);
    const adapter = site().adapter();
    const person = await newPerson(site());
    const refused = { code: 'DATABASE', cause: { errno } };
    const sent = await site().open.statementsOf(async () => {
      for (const _ of [1, 2]) await expect(adapter.deleteUser(person.id)).rejects.toMatchObject(refused);
    });
    expect(deletionsOf(sent)).toEqual([whole(), whole()]);
    expect(await rowsOf(site(), person)).toEqual({ ...everything(site()), links: 0 });
  });
}
