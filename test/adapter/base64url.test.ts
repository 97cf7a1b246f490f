import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64Url } from '../../src/adapter/base64url.ts';

describe('base64url', () => {
  it('is that of Node, for any bytes', () => {
    for (let length = 0; length < 100; length++) {
      const bytes = randomBytes(length);
      expect(toBase64Url(bytes)).toBe(bytes.toString('base64url'));
      for (const encoding of ['base64', 'base64url'] as const)
        expect(Buffer.from(fromBase64(bytes.toString(encoding)) ?? [])).toEqual(bytes);
    }
    const many = randomBytes(1_000_000);
    expect(toBase64Url(many)).toBe(many.toString('base64url'));
  });

  it.each([
    ['a space', 'aGFs bG8'],
    ['a line end', 'aGFsbG8\n'],
    ['bits beyond the last byte', 'aGFsbG9'],
    ['a letter alone', 'aGFsb'],
    ['padding in the middle', 'aGE=bG8='],
    ['too much padding', 'aGFsbG8==='],
    ['another letter', 'aGFsbG8é'],
  ])('has no bytes for text with %s', (_what, text) => {
    expect(fromBase64('aGFsbG8')).toEqual(new TextEncoder().encode('hallo'));
    expect(fromBase64(text)).toBeUndefined();
  });
});
