import { expect, it } from 'vitest';
import { limitCodeRequests } from '../../../src/codes.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';
import { guessWrong, newCode, type Site, wrong } from './open-site.ts';
import { requestFor } from './requests.ts';

/** Guesses, codes and requests at the same time. */
export function racesSuite(site: () => Site, rounds: number): void {
  const times = <Item>(count: number, make: (index: number) => Item) =>
    Array.from({ length: count }, (_, index) => make(index));
  const judgedIn = (sent: readonly string[]) => sent.filter((text) => text.startsWith('select')).length;

  it('judges five of 100 guesses at once, and redeems the right one at most once, without a deadlock', async () => {
    const adapter = site().adapter();
    let redeemed = 0;
    // More rounds where it was too late in all of them: over HTTP, requests arrive in any order.
    for (let round = 0; round < rounds || (redeemed === 0 && round < 20 * rounds); round++) {
      const code = newCode();
      await adapter.createVerificationToken(code);
      // The right one among them, twice, where it has a chance to come.
      const guesses = times(100, (index) => (index === round % 7 || index === 50 ? code : wrong(code)));
      let found: unknown[] = [];
      const sent = await site().open.statementsOf(async () => {
        found = await Promise.all(guesses.map((guess) => adapter.useVerificationToken(guess)));
      });
      const right = found.filter((each) => each !== null);
      expect(right.length).toBeLessThanOrEqual(1);
      redeemed += right.length;
      expect(judgedIn(sent)).toBeLessThanOrEqual(5);
      // A guess that was sent again would be one more.
      expect(sent.filter((text) => text.startsWith('update'))).toHaveLength(100);
      if (right.length === 0)
        expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: 5, allowed: 5 }]);
    }
    expect(redeemed).toBeGreaterThan(0);
  });

  it('redeems a code once that 50 requests bring', async () => {
    const adapter = site().adapter({ emailCodes: { allowedAttempts: 50 } });
    for (let round = 0; round < rounds; round++) {
      const code = newCode();
      await adapter.createVerificationToken(code);
      const found = await Promise.all(times(50, () => adapter.useVerificationToken(code)));
      expect(found.filter((each) => each !== null)).toEqual([code]);
    }
  });

  it('judges no more than the day allows while codes are replaced', async () => {
    const adapter = site().adapter({ emailCodes: { allowedAttempts: 5, attemptsPerDay: 20 } });
    for (let round = 0; round < rounds; round++) {
      const { identifier } = newCode();
      await adapter.createVerificationToken(newCode({ identifier }));
      const sent = await site().open.statementsOf(() =>
        Promise.all(
          times(60, (index) =>
            index % 5 === 0
              ? adapter.createVerificationToken(newCode({ identifier }))
              : guessWrong(adapter, newCode({ identifier }), 1),
          ),
        ),
      );
      expect(judgedIn(sent)).toBeLessThanOrEqual(20);
      const [row] = await site().rowsOf(identifier);
      expect(row?.attempts).toBe(judgedIn(sent));
      const last = newCode({ identifier });
      await adapter.createVerificationToken(last);
      await guessWrong(adapter, last, 5);
      expect((await site().rowsOf(identifier))[0]?.attempts).toBeLessThanOrEqual(20);
    }
  });

  it('redeems the code that is replaced meanwhile, or the new one, and never both', async () => {
    const adapter = site().adapter();
    for (let round = 0; round < rounds; round++) {
      const [old, next] = [newCode(), newCode()];
      const replacing = { ...next, identifier: old.identifier };
      await adapter.createVerificationToken(old);
      const [first, , again] = await Promise.all([
        adapter.useVerificationToken(old),
        adapter.createVerificationToken(replacing),
        adapter.useVerificationToken(old),
      ]);
      expect([first, again].filter((each) => each !== null).length).toBeLessThanOrEqual(1);
      expect(await adapter.useVerificationToken(old)).toBeNull();
      expect(await adapter.useVerificationToken(replacing)).toEqual(replacing);
    }
  });

  it('lets one of 50 requests for a code pass, while guesses come', async () => {
    const adapter = site().adapter();
    const signIn = limitCodeRequests(adapter);
    for (let round = 0; round < rounds; round++) {
      const email = uniqueEmail();
      const answers = await Promise.all(
        times(60, (index) =>
          index % 6 === 0
            ? adapter.useVerificationToken(newCode({ identifier: email }))
            : signIn(requestFor(email)),
        ),
      );
      expect(answers.filter(Boolean)).toEqual([true]);
    }
  });
}
