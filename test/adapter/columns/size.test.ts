import {
  binary,
  char,
  customType,
  int,
  json,
  longtext,
  mediumtext,
  text,
  tinytext,
  varbinary,
  varchar,
} from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { isBroken, isTooLong, lengthOf, sizeLimit } from '../../../src/adapter/columns/size.ts';
import { columnOf } from './column-of.ts';

const custom = (sqlType: string) => customType<{ data: unknown }>({ dataType: () => sqlType })();

describe('how much a column holds', () => {
  it.each([
    [varchar({ length: 255 }), 255, 'characters'],
    [char({ length: 36 }), 36, 'characters'],
    [char(), 1, 'characters'],
    [custom('VARCHAR(12) COLLATE utf8mb4_bin'), 12, 'characters'],
    [binary({ length: 16 }), 16, 'bytes'],
    [varbinary({ length: 64 }), 64, 'bytes'],
    [custom('varbinary(8)'), 8, 'bytes'],
    [tinytext(), 255, 'bytes'],
    [text(), 65_535, 'bytes'],
    [mediumtext(), 16_777_215, 'bytes'],
    [longtext(), 4_294_967_295, 'bytes'],
    [custom('tinyblob'), 255, 'bytes'],
    [custom('blob'), 65_535, 'bytes'],
    [custom('mediumblob'), 16_777_215, 'bytes'],
    [custom('longblob'), 4_294_967_295, 'bytes'],
  ] as const)('is counted as MySQL counts: case %#', (builder, max, unit) => {
    expect(sizeLimit(columnOf(builder))).toEqual({ max, unit });
  });

  it('has no limit for types that are neither text nor bytes', () => {
    for (const builder of [int(), json(), custom('point'), custom('vector(3)')]) {
      expect(sizeLimit(columnOf(builder))).toBeUndefined();
    }
  });
});

/** One character each, of one to four bytes in UTF-8; the last is two units of UTF-16. */
const letters = [
  ['a', 1],
  ['é', 2],
  ['€', 3],
  ['😀', 4],
] as const;

describe.each(letters)('text of %s', (letter, bytes) => {
  it('is counted in code points or in bytes of UTF-8', () => {
    expect(lengthOf(letter.repeat(7), 'characters')).toBe(7);
    expect(lengthOf(letter.repeat(7), 'bytes')).toBe(7 * bytes);
  });

  it('fits up to the very limit', () => {
    for (const max of [1, 12, 255]) {
      expect(isTooLong(letter.repeat(max), { max, unit: 'characters' })).toBe(false);
      expect(isTooLong(letter.repeat(max + 1), { max, unit: 'characters' })).toBe(true);
    }
    for (const count of [1, 85, 21_845]) {
      const limit = { max: count * bytes, unit: 'bytes' } as const;
      expect(isTooLong(letter.repeat(count), limit)).toBe(false);
      expect(isTooLong(`${letter.repeat(count)}a`, limit)).toBe(true);
      expect(isTooLong(letter.repeat(count), { ...limit, max: limit.max - 1 })).toBe(true);
    }
  });
});

it('counts what is put together as its parts: a family is seven characters', () => {
  expect(lengthOf('👨‍👩‍👧‍👦', 'characters')).toBe(7);
  expect(lengthOf('e\u0301', 'characters')).toBe(2);
});

it('counts bytes as bytes', () => {
  expect(lengthOf(new Uint8Array(7), 'bytes')).toBe(7);
  expect(isTooLong(new Uint8Array(8), { max: 8, unit: 'bytes' })).toBe(false);
  expect(isTooLong(Buffer.from('é'.repeat(5)), { max: 9, unit: 'bytes' })).toBe(true);
});

it('tells half of a surrogate pair from a whole one', () => {
  for (const broken of ['\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d', '😀\ud83d']) {
    expect(isBroken(broken)).toBe(true);
  }
  for (const whole of ['', 'a', '😀', '\ufffd', '\ud83d\ude00\0']) expect(isBroken(whole)).toBe(false);
});
