import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownedTables, type Site } from './open-site.ts';
import { everything, NOTHING, newPerson, rowsOf } from './person-with-rows.ts';

const REFERENCE = 'foreign key (user_id) references users (id) on delete';

/** Foreign keys that a project has added: the adapter's tables have none. */
export function foreignKeysSuite(site: () => Site): void {
  const run = (statement: string) => site().open.db.execute(sql.raw(statement));

  async function addKeys(tables: readonly string[], action: string): Promise<void> {
    for (const table of tables) {
      await run(`alter table ${table} add constraint own_${table} ${REFERENCE} ${action}`);
      onTestFinished(() => run(`alter table ${table} drop foreign key own_${table}`).then(() => {}));
    }
  }

  it.each(['cascade', 'restrict', 'no action'])(
    'deletes everything where the other tables refer to users on delete %s',
    async (action) => {
      await addKeys(ownedTables(site()), action);
      const [person, other] = [await newPerson(site()), await newPerson(site())];
      await site().adapter().deleteUser(person.id);
      expect(await rowsOf(site(), person)).toEqual(NOTHING);
      expect(await rowsOf(site(), other)).toEqual(everything(site()));
    },
  );

  it('deletes everything where accounts refer to users on delete set null', async () => {
    await addKeys(['accounts'], 'set null');
    const person = await newPerson(site());
    await site().adapter().deleteUser(person.id);
    expect(await rowsOf(site(), person)).toEqual(NOTHING);
    expect(await notesWith('accounts', 'isnull(user_id)')).toBe(0);
  });

  async function notesWith(table: string, condition: string): Promise<number> {
    const [rows] = await run(`select count(*) as n from ${table} where ${condition}`);
    return Number((rows as unknown as { n: number }[])[0]?.n);
  }

  describe('from a table of somebody’s own', () => {
    /** Makes notes of two people, who may then be deleted as the action says. */
    async function withNotes(action: string) {
      await run(`create table notes (user_id varchar(12), body varchar(40), ${REFERENCE} ${action})`);
      onTestFinished(() => run('drop table notes').then(() => {}));
      const [person, other] = [await newPerson(site()), await newPerson(site())];
      for (const { id } of [person, other])
        await run(`insert into notes (user_id, body) values ('${id}', 'a note')`);
      return { person, other };
    }

    it.each([
      ['cascade', 1, 0],
      ['set null', 2, 1],
    ])('does to it what on delete %s says', async (action, all, nobodys) => {
      const { person, other } = await withNotes(action);
      await site().adapter().deleteUser(person.id);
      expect(await rowsOf(site(), person)).toEqual(NOTHING);
      expect(await rowsOf(site(), other)).toEqual(everything(site()));
      expect(await notesWith('notes', 'true')).toBe(all);
      expect(await notesWith('notes', 'isnull(user_id)')).toBe(nobodys);
      expect(await notesWith('notes', `user_id = '${other.id}'`)).toBe(1);
    });

    it.each(['restrict', 'no action'])(
      'deletes nothing but the links where on delete %s forbids it, and says so',
      async (action) => {
        const { person } = await withNotes(action);
        await expect(site().adapter().deleteUser(person.id)).rejects.toMatchObject({
          code: 'DATABASE',
          cause: { errno: 1451 },
        });
        expect(await rowsOf(site(), person)).toEqual({ ...everything(site()), links: 0 });
        await run(`delete from notes where user_id = '${person.id}'`);
        await site().adapter().deleteUser(person.id);
        expect(await rowsOf(site(), person)).toEqual(NOTHING);
      },
    );
  });
}
