import { expect, it } from 'vitest';
import { uniqueEmail } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

export function purposesSuite(site: () => Site): void {
  it('are good for theirs alone, however alike the names of purposes are', async () => {
    const names = ['a', 'A', 'a-b', 'ab', '-', 'password-reset'];
    const purposes = names.map((purpose) => ({ purpose, ...site().tokens({ purpose }) }));
    const email = uniqueEmail();
    const spellings = [email, `a:${email}`];
    for (const identifier of spellings) {
      const tokens: string[] = [];
      for (const { create } of purposes) tokens.push(await create(identifier));
      for (const [index, token] of tokens.entries()) {
        for (const [other, { use }] of purposes.entries())
          for (const spelling of spellings)
            if (other !== index || spelling !== identifier) expect(await use(spelling, token)).toBe(false);
        expect(await purposes[index]?.use(identifier, token)).toBe(true);
      }
    }
  });
}
