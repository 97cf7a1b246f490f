import { expect, it } from 'vitest';
import { lowerCaseId } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';
import { everything, insertRows, NOTHING, newPerson, rowsOf } from './person-with-rows.ts';

const looks = {
  'in another case': (id: string) => id.toUpperCase(),
  'with an accent': (id: string) => id.replace('z', 'ź'),
  'in other letters of one width': (id: string) => id.replace('z', 'ｚ'),
};

/** Ids that are equal in the collation of the tables. */
export function lookAlikeIdsSuite(site: () => Site): void {
  const NO_EMAIL = '';
  const rowsLeft = { ...NOTHING, users: 0, sessions: 2, accounts: 2 };

  it.each(Object.entries(looks))('keeps everything of a user whose id is given %s', async (_look, change) => {
    const person = await newPerson(site(), lowerCaseId());
    await site().adapter().deleteUser(change(person.id));
    expect(await rowsOf(site(), person)).toEqual(everything(site()));
  });

  it.each(Object.entries(looks))('keeps the rows that name the user %s', async (_look, change) => {
    const person = await newPerson(site(), lowerCaseId());
    const alike = { id: change(person.id), email: NO_EMAIL };
    await insertRows(site(), alike.id);
    await site().adapter().deleteUser(person.id);
    expect(await rowsOf(site(), person)).toEqual(NOTHING);
    const { passkeys } = everything(site());
    expect(await rowsOf(site(), alike)).toEqual({ ...rowsLeft, passkeys });
  });

  it.each(Object.entries(looks))(
    'keeps everything of a user when rows go that name them %s',
    async (_look, change) => {
      const person = await newPerson(site(), lowerCaseId());
      const alike = { id: change(person.id), email: NO_EMAIL };
      await insertRows(site(), alike.id);
      await site().adapter().deleteUser(alike.id);
      expect(await rowsOf(site(), person)).toEqual(everything(site()));
      expect(await rowsOf(site(), alike)).toEqual(NOTHING);
    },
  );
}
