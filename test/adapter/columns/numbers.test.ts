import {
  bigint,
  boolean,
  customType,
  decimal,
  double,
  int,
  mediumint,
  serial,
  smallint,
  tinyint,
  varchar,
  year,
} from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { asWhole, isWholeNumber } from '../../../src/adapter/columns/numbers.ts';
import { columnValues } from '../../../src/adapter/columns/values.ts';
import { columnOf } from './column-of.ts';

/** As the manual has them; those of 64 bits only where the column gives bigints. */
const ranges = [
  ['tinyint', tinyint(), -128n, 127n],
  ['tinyint unsigned', tinyint({ unsigned: true }), 0n, 255n],
  ['smallint', smallint(), -32_768n, 32_767n],
  ['smallint unsigned', smallint({ unsigned: true }), 0n, 65_535n],
  ['mediumint', mediumint(), -8_388_608n, 8_388_607n],
  ['mediumint unsigned', mediumint({ unsigned: true }), 0n, 16_777_215n],
  ['int', int(), -2_147_483_648n, 2_147_483_647n],
  ['int unsigned', int({ unsigned: true }), 0n, 4_294_967_295n],
  ['bigint', bigint({ mode: 'bigint' }), -9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  ['bigint unsigned', bigint({ mode: 'bigint', unsigned: true }), 0n, 18_446_744_073_709_551_615n],
  ['year', year(), 1901n, 2155n],
] as const;

describe.each(ranges)('a column of %s', (_type, builder, min, max) => {
  const column = columnOf(builder);
  const { bind, stored } = columnValues(column);
  const isBigint = column.dataType.includes('bigint');

  it('takes whole numbers up to its ends, in each form, and sends them in digits', () => {
    for (const end of [min, max]) {
      for (const form of [end, String(end), ...(isBigint ? [] : [Number(end)])]) {
        expect(bind(form)).toBe(String(end));
        expect(stored(form)).toBe(isBigint ? end : Number(end));
      }
    }
  });

  it('refuses what lies beyond', () => {
    for (const beyond of [min - 1n, max + 1n]) {
      for (const form of [beyond, String(beyond), Number(beyond)]) {
        const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT', table: 'people' });
        expect(() => bind(form)).toThrow(refused);
        expect(() => stored(form)).toThrow(refused);
      }
    }
  });
});

it('takes a column of 64 bits that gives numbers only as far as a number is exact', () => {
  const { bind, stored } = columnValues(columnOf(bigint({ mode: 'number' })));
  const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;
  for (const end of [min, max]) {
    expect(bind(end)).toBe(String(end));
    expect(stored(BigInt(end))).toBe(end);
  }
  for (const beyond of [max + 1, BigInt(max) + 1n, min - 1, '9007199254740993', BigInt(min) - 1n]) {
    expect(() => bind(beyond)).toThrow('to be a whole number from -9223372036854775808 to');
  }
});

it('has no range for types of other values', () => {
  const custom = customType<{ data: string }>({ dataType: () => 'int' })();
  for (const builder of [double(), decimal(), boolean(), varchar({ length: 9 }), custom]) {
    expect(isWholeNumber(columnOf(builder))).toBe(false);
  }
  expect(isWholeNumber(columnOf(serial()))).toBe(false);
});

it('takes a whole number in digits for one', () => {
  expect(asWhole('1893456000')).toBe(1_893_456_000n);
  expect(asWhole('-7')).toBe(-7n);
  expect(asWhole(-0)).toBe(0n);
  expect(asWhole('9007199254740993')).toBe(9_007_199_254_740_993n);
});

it.each([
  [1.5],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [2 ** 53],
  [''],
  [' 7'],
  ['7 '],
  ['1.0'],
  ['1e3'],
  ['0x10'],
  ['+7'],
  ['７'],
  ['9'.repeat(21)],
  [true],
  [[7]],
  [{ valueOf: () => 7 }],
  [new Number(7)],
  [new Date(7)],
  [null],
])('takes nothing else for a whole number: case %#', (value) => {
  expect(asWhole(value)).toBeUndefined();
});
