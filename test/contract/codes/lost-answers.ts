import { expect, it } from 'vitest';
import { notReady } from '../not-ready.ts';
import { outcomeOf } from '../outcome.ts';
import { newCode, type Site, wrong } from './open-site.ts';

/** Connections that are lost at each of the three statements of a use. */
export function lostAnswersSuite(site: () => Site): void {
  it.each([true, false])(
    'counts a guess again whose answer was lost, which allows no more of them, executed: %s',
    async (executed) => {
      const adapter = site().adapter({ emailCodes: { allowedAttempts: 3 } });
      const code = newCode();
      await adapter.createVerificationToken(code);
      site().open.drop(/^update/, { executed, times: 1 });
      expect(await adapter.useVerificationToken(wrong(code))).toBeNull();
      expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: executed ? 2 : 1 }]);
      expect(await adapter.useVerificationToken(code)).toEqual(code);
    },
  );

  it('takes the right code for a wrong one where its last guess was counted and the answer lost', async () => {
    const adapter = site().adapter({ emailCodes: { allowedAttempts: 1 } });
    const code = newCode();
    await adapter.createVerificationToken(code);
    site().open.drop(/^update/, { executed: true, times: 1 });
    expect(await adapter.useVerificationToken(code)).toBeNull();
    expect(await site().rowsOf(code.identifier)).toMatchObject([{ attempts: 1, allowed: 1 }]);
  });

  it('compares again where the row could not be read at first', async () => {
    const adapter = site().adapter();
    const code = newCode();
    await adapter.createVerificationToken(code);
    site().open.drop(/^select/, { executed: true, times: 2 });
    expect(await adapter.useVerificationToken(code)).toEqual(code);
    expect(await site().rowsOf(code.identifier)).toEqual([]);
  });

  it.each([
    ['a guess is counted', /^update/, 'OUTCOME_UNKNOWN'],
    ['the row is read', /^select/, 'CONNECTION_LOST'],
  ])('redeems nothing where no answer comes while %s', async (_what, statement, failure) => {
    const adapter = site().adapter();
    const code = newCode();
    await adapter.createVerificationToken(code);
    site().open.drop(statement, { executed: true, times: 3 });
    await expect(adapter.useVerificationToken(code)).rejects.toMatchObject({ code: failure });
    expect(await adapter.useVerificationToken(code)).toEqual(code);
    expect(await adapter.useVerificationToken(code)).toBeNull();
  });

  it.each([true, false])(
    'leaves it open whether a code was redeemed, deletes once, and redeems it at most once, executed: %s',
    async (executed) => {
      const adapter = site().adapter();
      const code = newCode();
      await adapter.createVerificationToken(code);
      site().open.drop(/^delete/, { executed, times: 1 });
      const sent = await site().open.statementsOf(async () => {
        await expect(adapter.useVerificationToken(code)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      });
      expect(sent.filter((text) => text.startsWith('delete'))).toHaveLength(1);
      // Nobody has signed in with it. Where it is still there, it can be typed again.
      expect(await site().rowsOf(code.identifier)).toHaveLength(executed ? 0 : 1);
      expect(await adapter.useVerificationToken(code)).toEqual(executed ? null : code);
      expect(await adapter.useVerificationToken(code)).toBeNull();
    },
  );

  it('leaves the new code that has come between the look and the deletion', async () => {
    const adapter = site().adapter();
    const [code, next] = [newCode(), newCode()];
    const replacing = { ...next, identifier: code.identifier };
    await adapter.createVerificationToken(code);
    // Sent again after each of them, which takes long enough for the new code.
    site().open.refuse(/^delete/, { ...notReady['a tablet that hands over'], times: 4 });
    await site().open.statementsOf(async (sent) => {
      const used = outcomeOf(() => adapter.useVerificationToken(code));
      await expect.poll(() => sent.some((text) => text.startsWith('select')), { interval: 1 }).toBe(true);
      await adapter.createVerificationToken(replacing);
      // The last try of the deletion has found nothing, or was in time.
      expect([{ returned: null }, { returned: code }]).toContainEqual(await used);
    });
    expect(await adapter.useVerificationToken(code)).toBeNull();
    expect(await adapter.useVerificationToken(replacing)).toEqual(replacing);
  });
}
