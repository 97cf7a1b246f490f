import { expect, it } from 'vitest';
import type { OneTimeTokens } from '../../../src/one-time-tokens.ts';
import { inAnHour, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { atOnce } from './crowd.ts';
import type { Site } from './open-site.ts';

export function newestSuite(site: () => Site): void {
  /** Uses tokens one after the other, and says which of them were good. */
  async function useEach({ use }: OneTimeTokens, email: string, tokens: readonly string[]) {
    const used: boolean[] = [];
    for (const token of tokens) used.push(await use(email, token));
    return used;
  }

  it('voids the older ones of its purpose and identifier, and no others', async () => {
    const [resets, invitations] = [site().tokens(), site().tokens({ purpose: 'invitation' })];
    const [email, other] = [uniqueEmail(), uniqueEmail()];
    const lookalike = email.replace('ada', 'ȧda');
    const older = await resets.create(email);
    const [invitation, ofOther, ofLookalike] = [
      await invitations.create(email),
      await resets.create(other),
      await resets.create(lookalike),
    ];
    const newest = await resets.create(email);
    expect(await site().rowsOf(`password-reset:${email}`)).toHaveLength(1);
    expect(await useEach(resets, email, [older, newest])).toEqual([false, true]);
    expect(await invitations.use(email, invitation)).toBe(true);
    expect(await resets.use(other, ofOther)).toBe(true);
    expect(await resets.use(lookalike, ofLookalike)).toBe(true);
  });

  it('leaves the older ones good with latestOnly: false', async () => {
    const resets = site().tokens({ latestOnly: false });
    const email = uniqueEmail();
    const tokens = [await resets.create(email), await resets.create(email), await resets.create(email)];
    expect(await useEach(resets, email, tokens)).toEqual([true, true, true]);
  });

  it('is good whatever the older ones have left, and voids them', async () => {
    const [long, short] = [site().tokens({ maxAgeSeconds: 86_400 }), site().tokens({ maxAgeSeconds: 60 })];
    const email = uniqueEmail();
    const tokens = [await long.create(email), await short.create(email)];
    expect(await useEach(short, email, tokens)).toEqual([false, true]);
  });

  it('is good where it is made in the same millisecond as an older one', async () => {
    const resets = site().tokens({}, { now: () => new Date(2_000_000_000_000) });
    const email = uniqueEmail();
    const tokens: string[] = [];
    for (let count = 0; count < 5; count++) tokens.push(await resets.create(email));
    expect(await useEach(resets, email, tokens)).toEqual([false, false, false, false, true]);
  });

  it('is good where the clock that made an older one is ahead', async () => {
    const ahead = site().tokens({}, { now: () => new Date(Date.now() + 30_000) });
    const resets = site().tokens();
    const email = uniqueEmail();
    const tokens = [await ahead.create(email), await resets.create(email), await resets.create(email)];
    expect(await site().rowsOf(`password-reset:${email}`)).toHaveLength(1);
    expect(await useEach(resets, email, tokens)).toEqual([false, false, true]);
  });

  it.each([
    ['', 0],
    [', after one by a clock that is ahead', 60_000],
  ])('is one of 20 that are made at once%s', async (_when, aheadMs) => {
    const resets = site().tokens();
    for (let round = 0; round < 2; round++) {
      const email = uniqueEmail();
      const ahead = site().tokens({}, { now: () => new Date(Date.now() + aheadMs) });
      const first = await ahead.create(email);
      const tokens = await atOnce(site(), 20, () => resets.create(email));
      expect(await site().rowsOf(`password-reset:${email}`)).toHaveLength(1);
      const used = await useEach(resets, email, [first, ...tokens]);
      expect(used.filter(Boolean)).toHaveLength(1);
      expect(used[0]).toBe(false);
    }
  });

  it('is left to each of many identifiers that only look alike, made at once', async () => {
    const resets = site().tokens();
    const name = unique('ada').toLowerCase();
    const spellings = [...'aáàâäãåȧǎăąāａAÁ'].map((letter) => name.replace('a', letter));
    const tokens = await atOnce(site(), spellings.length, (index) => resets.create(spellings[index] ?? ''));
    for (const [index, token] of tokens.entries())
      expect(await resets.use(spellings[index] ?? '', token)).toBe(true);
  });

  it('is good beside a sign-in link for an address that looks like its row, which stays', async () => {
    const adapter = site().adapter();
    const resets = site().tokens();
    const email = uniqueEmail();
    const link = { identifier: `password-reset:${email}`, token: 'f'.repeat(64 - 21) + unique('f') };
    await adapter.createVerificationToken({ ...link, expires: new Date(Number(inAnHour()) + 86_400_000) });
    const token = await resets.create(email);
    expect(await resets.use(email, token)).toBe(true);
    expect(await adapter.useVerificationToken(link)).toMatchObject(link);
  });
}
