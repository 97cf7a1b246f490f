import { expect, it } from 'vitest';
import { newUser, unique } from '../support/rows/samples.ts';
import { wrongAnswers } from './answers.ts';
import type { TestedDatabase } from './databases.ts';
import { withCrowd } from './other-tables.ts';
import { makeOwners } from './owners.ts';

/** E-mail addresses, in which the case of A to Z makes no difference. */
export function addressesSuite(database: TestedDatabase): void {
  const newAddress = () => `${unique('ada').toLowerCase()}@example.com`;
  const isCaseSensitive = () =>
    !database.takesForEqual(database.pairs().find((each) => each.isSameAddress) ?? expect.fail());

  it('finds an address that is stored in lower case however A to Z are written', async () => {
    const adapter = database.open().adapter();
    const user = await adapter.createUser(newUser({ email: newAddress() }));
    const mixed = user.email.replace('ada', 'aDA');
    for (const email of [user.email, user.email.toUpperCase(), mixed])
      expect(await adapter.getUserByEmail(email), email).toEqual(user);
  });

  it('finds an address that is stored in mixed case as written, and otherwise where the collation ignores case', async () => {
    const adapter = database.open().adapter();
    const user = await adapter.createUser(newUser({ email: newAddress().replace('ada', 'Ada') }));
    expect(await adapter.getUserByEmail(user.email)).toEqual(user);
    const expected = isCaseSensitive() ? null : user;
    for (const email of [user.email.toLowerCase(), user.email.toUpperCase()])
      expect(await adapter.getUserByEmail(email), email).toEqual(expected);
  });

  it('prefers the address as it was given', async () => {
    const rest = `${unique().toLowerCase()}@example.com`;
    // In the order of their ids, in which a server without an index finds them, the lower case comes first.
    const emails = ['ada', 'Ada', 'aDA'].map((spelling) => spelling + rest);
    const { adapter: adapterOn, db } = database.open();
    // The adapter would keep them from having one address.
    for (const [index, email] of emails.entries())
      await db.insert(withCrowd.users).values({ id: `${index}${unique()}`.slice(0, 12), email });
    const adapter = adapterOn({ tables: withCrowd });
    for (const email of emails) expect(await adapter.getUserByEmail(email)).toMatchObject({ email });
  });

  it('treats an empty address as none', async () => {
    const adapter = database.open().adapter();
    for (const each of [await adapter.createUser(newUser()), await adapter.createUser(newUser())]) {
      expect(await adapter.updateUser({ id: each.id, email: '' })).toEqual({ ...each, email: null });
      expect(await adapter.getUserByEmail(each.email)).toBeNull();
    }
  });

  it('lets people take what looks like their own address', async () => {
    const { db, adapter } = database.open();
    const lookAlikes = database.pairs().filter(({ asked }) => database.canHold(asked));
    const [tested, owners] = [adapter(), await makeOwners(db, lookAlikes)];
    const wrong = await wrongAnswers(owners, {
      question: 'updateUser',
      ask: async ({ own: { id }, asked: { email } }) => [
        (await tested.updateUser({ id, email })).email,
        (await tested.getUserByEmail(email))?.id,
      ],
      expected: ({ own: { id }, asked: { email } }) => [email, id],
    });
    expect(wrong).toEqual([]);
  });
}
