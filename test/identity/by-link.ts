import { expect, it } from 'vitest';
import { followLink } from '../support/auth/providers.ts';
import { newVisitor } from '../support/auth/visitor.ts';
import { wrongAnswers } from './answers.ts';
import { newApplication, userIdOf } from './application.ts';
import { confusingPairs, type TestedDatabase } from './databases.ts';
import { everyRow, lostRows, makeOwners, type Owner } from './owners.ts';

export function byLinkSuite(database: TestedDatabase): void {
  // In a URL, half of a surrogate pair is another character already.
  const lookAlikes = () => confusingPairs(database).filter(({ asked }) => !/\p{Surrogate}/u.test(asked));

  it('signs nobody in as another by a link to what looks like their address', async () => {
    const { db, adapter } = database.open();
    const { config, links, codes } = newApplication(adapter());
    const owners = await makeOwners(
      db,
      lookAlikes().filter(({ isSameAddress }) => !isSameAddress),
    );
    const before = await everyRow(db);
    const wrong = await wrongAnswers(owners, {
      question: 'is signed in as another',
      ask: async ({ own, asked }) => {
        const visitor = newVisitor(config);
        await visitor.post('/auth/signin/email', { email: asked.email });
        await followLink(visitor, links, asked.email);
        return (await userIdOf(visitor)) === own.id;
      },
      expected: () => false,
    });
    expect(wrong).toEqual([]);
    expect(lostRows(before, await everyRow(db))).toEqual([]);
    expect([...codes].sort()).toEqual(['EMAIL_LOOKALIKE', 'INVALID_ARGUMENT']);
  });

  it('signs people in by the link that they were sent, and not by one that looks like it', async () => {
    const { db, adapter } = database.open();
    const [tested, owners] = [adapter(), await makeOwners(db, lookAlikes())];

    async function followAll({ own, asked }: Owner): Promise<unknown[]> {
      const { config, links } = newApplication(tested, { linkToken: own.token });
      await newVisitor(config).post('/auth/signin/email', { email: own.email });
      const { pathname, searchParams } = new URL(links.get(own.email) ?? '');
      const signedIn: unknown[] = [];
      for (const change of [{ email: asked.email }, { token: asked.token }, {}]) {
        const visitor = newVisitor(config);
        const changed = new URLSearchParams({ ...Object.fromEntries(searchParams), ...change });
        await visitor.get(`${pathname}?${changed}`);
        signedIn.push(await userIdOf(visitor));
      }
      return signedIn;
    }
    const wrong = await wrongAnswers(owners, {
      question: 'is signed in by another address, another token, and by both as sent',
      ask: followAll,
      expected: ({ own }) => [undefined, undefined, own.id],
    });
    expect(wrong).toEqual([]);
  });
}
