import { expect, it } from 'vitest';
import { wrongAnswers } from './answers.ts';
import { newApplication, sendWithToken } from './application.ts';
import { confusingPairs, type TestedDatabase } from './databases.ts';
import { changedRows, everyRow, makeOwners } from './owners.ts';

export function byCookieSuite(database: TestedDatabase): void {
  it('gives nobody the session of a token that looks like theirs, and does not end it', async () => {
    const { db, adapter } = database.open();
    const application = newApplication(adapter());
    const lookAlikes = confusingPairs(database).filter(({ asked }) => !/\p{Surrogate}/u.test(asked));
    const owners = await makeOwners(db, lookAlikes);
    const before = await everyRow(db);
    const read = async (token: string) =>
      (await (await sendWithToken(application, token, ['GET', '/auth/session'])).json())?.user.id;
    const wrong = await wrongAnswers(owners, {
      question: 'has a session by what looks like its token, and by the token once the other is signed out',
      ask: async ({ own, asked }) => {
        const others = await read(asked.sessionToken);
        await sendWithToken(application, asked.sessionToken, ['POST', '/auth/signout']);
        return [others, await read(own.sessionToken)];
      },
      expected: ({ own }) => [undefined, own.id],
    });
    expect(wrong).toEqual([]);
    expect(changedRows(before, await everyRow(db))).toEqual([]);
    expect([...application.codes]).toEqual([]);
  });
}
