import { expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { unique } from '../../support/rows/samples.ts';
import { readingFromLateReplica } from '../late-replica.ts';
import type { Site } from './open-site.ts';
import { everything, insertRows, NOTHING, newPerson, rowsOf } from './person-with-rows.ts';

/** Users who are not there: deleted earlier, by SQL, or by a deletion that broke off. */
export function leftoverRowsSuite(site: () => Site): void {
  const newGhost = async () => {
    const id = unique().slice(2, 14);
    await insertRows(site(), id);
    return { id, email: '' };
  };

  it('is content when there is nobody to delete, and when somebody is deleted twice', async () => {
    const [person, other] = [await newPerson(site()), await newPerson(site())];
    for (const _ of [1, 2, 3]) expect(await site().adapter().deleteUser(person.id)).toBeUndefined();
    expect(await site().adapter().deleteUser(unique().slice(2, 14))).toBeUndefined();
    expect(await rowsOf(site(), person)).toEqual(NOTHING);
    expect(await rowsOf(site(), other)).toEqual(everything(site()));
  });

  it('deletes the user too where a proxy asks a replica that does not have them yet', async () => {
    const person = await newPerson(site());
    const split = readingFromLateReplica(site().open.source());
    await MySqlAdapter(split, { tables: site().tables }).deleteUser(person.id);
    expect(await rowsOf(site(), person)).toEqual({ ...NOTHING, links: 2 });
  });

  it('deletes the rows that are left of somebody who is gone, and nobody else’s', async () => {
    const [ghost, otherGhost, person] = [await newGhost(), await newGhost(), await newPerson(site())];
    const left = await rowsOf(site(), otherGhost);
    expect(left).toEqual({ ...everything(site()), users: 0, links: 0 });
    await site().adapter().deleteUser(ghost.id);
    expect(await rowsOf(site(), ghost)).toEqual(NOTHING);
    expect(await rowsOf(site(), otherGhost)).toEqual(left);
    expect(await rowsOf(site(), person)).toEqual(everything(site()));
  });
}
