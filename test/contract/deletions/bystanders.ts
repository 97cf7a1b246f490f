import type { MySql2Database } from 'drizzle-orm/mysql2';
import { expect, it } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { inAnHour, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { withGate } from '../gate.ts';
import type { Site } from './open-site.ts';
import { everything, NOTHING, newPerson, rowsOf, sendLink } from './person-with-rows.ts';

/** Everybody else, while a deletion holds its locks. */
export function bystandersSuite(site: () => Site): void {
  const newToken = async (prefix = 'token') => {
    const token = { identifier: uniqueEmail(), token: unique(prefix), expires: inAnHour() };
    return site()
      .adapter()
      .createVerificationToken(token)
      .then(() => token);
  };
  const follow = async (token: Awaited<ReturnType<typeof newToken>>) =>
    expect(await site().adapter().useVerificationToken(token)).toEqual(token);

  /** Gets links and follows them: before and behind those that go, in the order of the table. */
  async function useNewLinks(): Promise<void> {
    for (const prefix of ['0', 'token', 'z']) await follow(await newToken(prefix));
  }

  it('lets others get and follow links while it is held up in the middle', async () => {
    const [person, other] = [await newPerson(site()), await newPerson(site())];
    const waiting = await newToken();
    const place = { before: 'delete', table: 'users', column: 'id', userId: person.id } as const;
    await withGate(site().open.db, place, async (gate) => {
      const deleted = site().adapter().deleteUser(person.id);
      await gate.reached();
      await Promise.all([useNewLinks(), follow(waiting)]);
      await site().adapter().updateUser({ id: other.id, name: 'Grace Hopper' });
      await gate.open();
      await deleted;
    });
    expect(await rowsOf(site(), person)).toEqual(NOTHING);
    expect(await rowsOf(site(), other)).toEqual(everything(site()));
  });

  it('lets others get and follow links in the transaction of a caller who has not committed it', async () => {
    const [person, other] = [await newPerson(site()), await newPerson(site())];
    await sendLink(site(), other.email);
    const waiting = await newToken();
    const db = site().open.source() as MySql2Database;
    await db.transaction(async (transaction) => {
      await MySqlAdapter(transaction, { tables: site().tables }).deleteUser(person.id);
      await follow(waiting);
      // An index on the address locks the gap next to the deleted links until the caller commits.
      if (!site().isProduction) await useNewLinks();
    });
    expect(await rowsOf(site(), person)).toEqual(NOTHING);
  });
}
