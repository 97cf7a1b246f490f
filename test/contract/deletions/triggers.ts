import { sql } from 'drizzle-orm';
import { expect, it, onTestFinished } from 'vitest';
import { ownedTables, type Site } from './open-site.ts';
import { everything, NOTHING, newPerson, rowsOf } from './person-with-rows.ts';

/** Triggers that a project has added by itself. */
export function triggersSuite(site: () => Site): void {
  const run = (statement: string) => site().open.db.execute(sql.raw(statement));
  const allTables = () => [...ownedTables(site()), 'users'];
  const keyOf = (table: string) => (table === 'users' ? 'id' : 'user_id');

  async function addTrigger(name: string, event: string, body: string): Promise<void> {
    await run(`create trigger ${name} ${event} for each row begin ${body} end`);
    onTestFinished(() => run(`drop trigger ${name}`).then(() => {}));
  }

  it.each(['before', 'after'])('fires the triggers %s it once for each row of each table', async (time) => {
    await run('create table fired (name varchar(20), user_id varchar(12))');
    onTestFinished(() => run('drop table fired').then(() => {}));
    for (const table of allTables())
      await addTrigger(
        `log_${table}`,
        `${time} delete on ${table}`,
        `insert into fired values ('${table}', old.${keyOf(table)});`,
      );
    const person = await newPerson(site());
    await newPerson(site());
    await site().adapter().deleteUser(person.id);
    const [rows] = await run('select name, user_id as id, count(*) as n from fired group by name, user_id');
    const counts = new Map(
      (rows as unknown as { name: string; id: string; n: number }[]).map((row) => [
        `${row.name} ${row.id}`,
        Number(row.n),
      ]),
    );
    expect(counts).toEqual(
      new Map(allTables().map((table) => [`${table} ${person.id}`, table === 'users' ? 1 : 2])),
    );
  });

  it.each([
    ['the sessions of a user', 'after delete on users', 'delete from sessions where user_id = old.id;'],
    ['the accounts of a user', 'before delete on users', 'delete from accounts where user_id = old.id;'],
    ['a user', 'after delete on sessions', "update users set name = 'left' where id = old.user_id;"],
  ])('lets a trigger change %s', async (_what, event, body) => {
    await addTrigger('tidy', event, body);
    const [person, other] = [await newPerson(site()), await newPerson(site())];
    await site().adapter().deleteUser(person.id);
    expect(await rowsOf(site(), person)).toEqual(NOTHING);
    expect(await rowsOf(site(), other)).toEqual(everything(site()));
  });

  it.each(['before', 'after'])(
    'undoes everything where a trigger %s it refuses, and says so',
    async (time) => {
      const person = await newPerson(site());
      for (const table of allTables()) {
        const name = `refuse_${table}`;
        await run(`create trigger ${name} ${time} delete on ${table} for each row begin
        if old.${keyOf(table)} = '${person.id}' then signal sqlstate '45000'; end if; end`);
        const refused = site().adapter().deleteUser(person.id);
        await expect(refused, table).rejects.toMatchObject({ code: 'DATABASE', cause: { errno: 1644 } });
        await run(`drop trigger ${name}`);
        expect(await rowsOf(site(), person), table).toEqual({ ...everything(site()), links: 0 });
      }
      await site().adapter().deleteUser(person.id);
      expect(await rowsOf(site(), person)).toEqual(NOTHING);
    },
  );
}
