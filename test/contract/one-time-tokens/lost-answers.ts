import { expect, it } from 'vitest';
import { uniqueEmail } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

const DELETE = /^delete from `verification_tokens`/;
const SELECT = /^select .* from `verification_tokens`/;
const INSERT = /^insert into `verification_tokens`/;

export function lostAnswersSuite(site: () => Site): void {
  it.each([
    [true, [false, false]],
    [false, [true, false]],
  ])(
    'to a use says so, and is good to nobody twice: the database has deleted it, %s',
    async (executed, left) => {
      const { create, use } = site().tokens();
      const email = uniqueEmail();
      const token = await create(email);
      site().open.drop(DELETE, { executed });
      await expect(use(email, token)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect([await use(email, token), await use(email, token)]).toEqual(left);
    },
  );

  it('to a lookup is asked for again', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const token = await create(email);
    site().open.drop(SELECT, { executed: true });
    expect(await use(email, token)).toBe(true);
  });

  it.each([true, false])(
    'to a new token says so, and the next one is good: the database has stored it, %s',
    async (executed) => {
      const { create, use } = site().tokens();
      const email = uniqueEmail();
      const older = await create(email);
      site().open.drop(INSERT, { executed });
      await expect(create(email)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      const token = await create(email);
      expect([await use(email, older), await use(email, token)]).toEqual([false, true]);
      expect(await site().rowsOf(`password-reset:${email}`)).toEqual([]);
    },
  );

  it.each([
    ['looked for', SELECT, true],
    ['deleted, which has happened', DELETE, true],
    ['deleted, which has not happened', DELETE, false],
  ])('while older ones are %s, has it done again', async (_what, statement, executed) => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const older = await create(email);
    site().open.drop(statement, { executed });
    const token = await create(email);
    expect([await use(email, older), await use(email, token)]).toEqual([false, true]);
  });
}
