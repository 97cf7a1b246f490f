import { expect, it } from 'vitest';
import { uniqueEmail } from '../../support/rows/samples.ts';
import { atOnce } from './crowd.ts';
import type { Site } from './open-site.ts';

export function onceSuite(site: () => Site): void {
  it('is good once, for its identifier', async () => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const token = await create(email);
    expect(token).toMatch(/^[\w-]{42}[\da-z]$/i);
    expect([await use(email, token), await use(email, token)]).toEqual([true, false]);
    expect(await site().rowsOf(`password-reset:${email}`)).toEqual([]);
  });

  it('is good for one of 50 uses at the same time', async () => {
    const { create, use } = site().tokens();
    for (let round = 0; round < 3; round++) {
      const email = uniqueEmail();
      const token = await create(email);
      const used = await atOnce(site(), 50, () => use(email, token));
      expect(used.filter(Boolean)).toHaveLength(1);
    }
  });

  it.each([
    ['another one', () => uniqueEmail()],
    ['in another case', (email: string) => email.toUpperCase()],
    ['with an accent', (email: string) => email.replace('ada', 'ȧda')],
    ['with a trailing space', (email: string) => `${email} `],
    ['in other letters that look the same', (email: string) => email.replace('a', 'ａ')],
    ['with its purpose', (email: string) => `password-reset:${email}`],
  ])('is not good for an identifier %s, and still for its own', async (_what, change) => {
    const { create, use } = site().tokens();
    const email = uniqueEmail();
    const token = await create(email);
    expect(await use(change(email), token)).toBe(false);
    expect(await use(email, token)).toBe(true);
  });

  it.each(['o\'hara\\"%_@example.com', 'Ünï 👩‍🚀 çode', 'x'.repeat(240), ' ', '{"userId":"u1"}'])(
    'is for any text that a row can hold: case %#',
    async (identifier) => {
      const { create, use } = site().tokens();
      const token = await create(identifier);
      expect(await use(`${identifier}.`, token)).toBe(false);
      expect([await use(identifier, token), await use(identifier, token)]).toEqual([true, false]);
    },
  );

  it('is good for maxAgeSeconds and no longer, an hour by default, by the clock of the adapter', async () => {
    for (const [options, seconds] of [
      [{}, 3600],
      [{ maxAgeSeconds: 90 }, 90],
    ] as const) {
      const start = Date.UTC(2030, 0, 31);
      let time = start;
      const { create, use } = site().tokens(options, { now: () => new Date(time) });
      const [early, late] = [uniqueEmail(), uniqueEmail()];
      const tokens = [await create(early), await create(late)];
      time = start + seconds * 1000 - 1;
      expect(await use(early, tokens[0] ?? '')).toBe(true);
      time = start + seconds * 1000;
      expect(await use(late, tokens[1] ?? '')).toBe(false);
      time = start;
      expect(await use(late, tokens[1] ?? '')).toBe(false);
    }
  });
}
