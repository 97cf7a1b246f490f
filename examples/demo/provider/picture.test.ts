import { expect, it } from 'vitest';
import { picture } from './picture.ts';

it('fits in a column of 255 characters for everybody', () => {
  for (const digit of '0123456789abcdef') {
    const url = picture(digit.repeat(16));
    expect(url.length).toBeLessThanOrEqual(250);
    expect(decodeURIComponent(url)).toMatch(/^data:image\/svg\+xml,<svg .+<\/svg>$/);
    expect(url).not.toMatch(/NaN|[<>#]/);
  }
});
