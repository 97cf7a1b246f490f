import { expect, it } from 'vitest';
import { limitCodeRequests } from '../../../src/codes.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import { outcomeOf } from '../outcome.ts';
import { guessWrong, newCode, type Site, wrong } from './open-site.ts';
import { requestFor } from './requests.ts';

/** What holds whatever the settings of a database and a session. */
export function settingsSuite(site: () => Site): void {
  it('counts, replaces and redeems codes', async () => {
    const adapter = site().adapter();
    const first = newCode();
    const next = newCode({ identifier: first.identifier });
    for (const code of [first, next]) {
      await adapter.createVerificationToken(code);
      await guessWrong(adapter, code, 4);
    }
    expect(await site().rowsOf(first.identifier)).toMatchObject([{ attempts: 8, allowed: 9 }]);
    expect(await adapter.useVerificationToken(next)).toEqual(next);
    expect(await adapter.useVerificationToken(next)).toBeNull();
    await adapter.createVerificationToken(first);
    await guessWrong(adapter, first, 5);
    expect(await adapter.useVerificationToken(first)).toBeNull();
  });

  it('lets one of 20 requests pass', async () => {
    const signIn = limitCodeRequests(site().adapter());
    const email = uniqueEmail();
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(requestFor(email))));
    expect(answers.filter(Boolean)).toEqual([true]);
  });

  it('redeems the code of an address of any letters, or none where the column has no such letters', async () => {
    const adapter = site().adapter();
    const signIn = limitCodeRequests(adapter);
    for (const letters of ['é', 'ж', '字', '😀', "'", '\\']) {
      const code = newCode({ identifier: `${letters}${uniqueEmail()}` });
      const calls = [() => signIn(requestFor(code.identifier)), () => adapter.createVerificationToken(code)];
      const ends = [];
      for (const call of calls) ends.push(await outcomeOf(call));
      // A server without strict mode writes other letters in place of those that it does not have.
      expect([
        [{ returned: true }, { returned: code }],
        [{ failed: 'INVALID_ARGUMENT' }, { failed: 'INVALID_ARGUMENT' }],
      ]).toContainEqual(ends);
      // The server cannot compare such an address either.
      const [row] = await site()
        .rowsOf(code.identifier)
        .catch(() => []);
      expect(await adapter.useVerificationToken(wrong(code))).toBeNull();
      expect(await adapter.useVerificationToken(code)).toEqual(row ? code : null);
    }
  });
}
