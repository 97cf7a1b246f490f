import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { newUser } from '../../support/rows/samples.ts';
import { ownedTables, type Site } from './open-site.ts';
import { everything, insertRows, NOTHING, type Person, rowsOf, sendLink } from './person-with-rows.ts';

const cases = [
  { users: 'utf8mb4_bin', others: 'utf8mb4_unicode_ci' },
  { users: 'utf8mb4_unicode_ci', others: 'utf8mb4_general_ci' },
  { users: 'utf8mb4_general_ci', others: 'utf8mb4_bin' },
  { users: 'latin1_swedish_ci', others: 'utf8mb4_unicode_ci' },
  { users: 'utf8mb4_unicode_ci', others: 'latin1_swedish_ci' },
  { users: 'latin1_bin', others: 'latin1_swedish_ci' },
];

/** Tables whose ids the server may refuse to compare, as after a change of collation that stopped half-way. */
export function idCollationsSuite(site: () => Site): void {
  const modify = (table: string, column: string, collation: string) => {
    const [characterSet] = collation.split('_');
    return site().open.db.execute(
      sql.raw(
        `alter table ${table} modify ${column} varchar(12) character set ${characterSet} collate ${collation} not null`,
      ),
    );
  };

  /** Stores a person without the methods that compare the ids of two tables. */
  async function newPersonByHand(): Promise<Person> {
    const user = await site().adapter().createUser(newUser());
    for (const _ of [1, 2]) await sendLink(site(), user.email);
    await insertRows(site(), user.id);
    return user;
  }

  it.each(cases)(
    'deletes users whose ids are in $users and elsewhere in $others',
    async ({ users, others }) => {
      await modify('users', 'id', users);
      for (const table of ownedTables(site())) await modify(table, 'user_id', others);
      const [person, other] = [await newPersonByHand(), await newPersonByHand()];
      await site().adapter().deleteUser(person.id);
      expect(await rowsOf(site(), person)).toEqual(NOTHING);
      expect(await rowsOf(site(), other)).toEqual(everything(site()));
    },
  );
}
