import { expect, it } from 'vitest';
import { newUser, uniqueEmail } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';
import { newPerson, rowsOf, sendLink } from './person-with-rows.ts';

export function linksSuite(site: () => Site): void {
  const linksTo = async (email: string) => (await rowsOf(site(), { id: '', email })).links;

  it('deletes the links in both spellings of an address with capitals, and nobody else’s', async () => {
    const email = uniqueEmail().replace('ada', 'Ada');
    const lower = email.toLowerCase();
    const { id } = await site().adapter().createUser(newUser({ email }));
    const other = uniqueEmail();
    for (const address of [email, email, lower, lower, other]) await sendLink(site(), address);
    await site().adapter().deleteUser(id);
    expect([await linksTo(email), await linksTo(lower), await linksTo(other)]).toEqual([0, 0, 1]);
  });

  it('leaves the links to addresses that only look like it', async () => {
    const person = await newPerson(site());
    const alike = [
      person.email.replace('ada', 'àda'),
      person.email.replace('ada', 'ＡＤＡ'),
      `${person.email} `,
    ];
    for (const address of alike) await sendLink(site(), address);
    await site().adapter().deleteUser(person.id);
    expect(await linksTo(person.email)).toBe(0);
    for (const address of alike) expect(await linksTo(address), address).toBe(1);
  });

  it('deletes more links than one statement names', async () => {
    const { email, id } = await newPerson(site());
    const { db } = site().open;
    const rows = Array.from({ length: 1_100 }, (_, index) => ({
      identifier: email,
      token: `${email} ${index}`,
      expires: new Date(),
      createdAt: new Date(),
      updatedAt: new Date(),
    }));
    await db.insert(site().tables.verificationTokens).values(rows);
    await site().adapter().deleteUser(id);
    expect(await linksTo(email)).toBe(0);
  });
}
