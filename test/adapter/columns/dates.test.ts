import { runInNewContext } from 'node:vm';
import { date, datetime, timestamp, varchar } from 'drizzle-orm/mysql-core';
import { describe, expect, it } from 'vitest';
import { dates, isDate, requireTime } from '../../../src/adapter/columns/dates.ts';
import { columnValues } from '../../../src/adapter/columns/values.ts';
import { columnOf } from './column-of.ts';

const moment = new Date('2026-01-31T12:34:56.789Z');

describe.each([
  ['date', date(), '2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['datetime', datetime(), '2026-01-31 12:34:56', '2026-01-31T12:34:56.000Z'],
  ['datetime(1)', datetime({ fsp: 1 }), '2026-01-31 12:34:56.7', '2026-01-31T12:34:56.700Z'],
  ['datetime(3)', datetime({ fsp: 3 }), '2026-01-31 12:34:56.789', '2026-01-31T12:34:56.789Z'],
  ['datetime(6)', datetime({ fsp: 6 }), '2026-01-31 12:34:56.789', '2026-01-31T12:34:56.789Z'],
  ['timestamp', timestamp(), '2026-01-31 12:34:56', '2026-01-31T12:34:56.000Z'],
  ['timestamp(2)', timestamp({ fsp: 2 }), '2026-01-31 12:34:56.78', '2026-01-31T12:34:56.780Z'],
])('a column of %s', (_type, builder, sent, kept) => {
  const { bind, stored, isCertain } = columnValues(columnOf(builder));

  it('is sent the date in UTC, cut to what it keeps and never rounded up', () => {
    expect(bind(moment)).toBe(sent);
    expect(stored(moment)).toEqual(new Date(kept));
    expect(isCertain(moment)).toBe(true);
  });

  it('cuts a moment before 1970 to an earlier one as well', () => {
    const [year, ...rest] = ['1969', ...kept.split('-').slice(1)];
    const before = new Date(moment);
    before.setUTCFullYear(1969);
    const isTimestamp = /timestamp/.test(_type);
    if (isTimestamp) expect(() => stored(before)).toThrow('1970-01-01T00:00:01.000Z');
    else expect(stored(before)).toEqual(new Date([year, ...rest].join('-')));
  });
});

describe('the ends of what a column holds', () => {
  const { bind } = columnValues(columnOf(datetime({ fsp: 6 })));
  const ofTimestamp = columnValues(columnOf(timestamp({ fsp: 3 })));

  it('are the years of four digits', () => {
    expect(bind(new Date('0000-01-01T00:00:00.000Z'))).toBe('0000-01-01 00:00:00.000');
    expect(bind(new Date('9999-12-31T23:59:59.999Z'))).toBe('9999-12-31 23:59:59.999');
    for (const beyond of ['-000001-12-31T23:59:59.999Z', '+010000-01-01T00:00:00.000Z']) {
      expect(() => bind(new Date(beyond))).toThrow(
        'to be a valid Date from 0000-01-01T00:00:00.000Z to 9999',
      );
    }
  });

  it('are those of 32 bits for a timestamp', () => {
    expect(ofTimestamp.bind(new Date(1_000))).toBe('1970-01-01 00:00:01.000');
    expect(ofTimestamp.bind(new Date(2 ** 31 * 1_000 - 1))).toBe('2038-01-19 03:14:07.999');
    for (const beyond of [0, 999, 2 ** 31 * 1_000]) {
      expect(() => ofTimestamp.bind(new Date(beyond))).toThrow(
        'from 1970-01-01T00:00:01.000Z to 2038-01-19T03:14:07.999Z',
      );
    }
  });
});

it('has no precision for columns of other values', () => {
  expect(dates(columnOf(datetime({ mode: 'string' })))).toBeUndefined();
  expect(dates(columnOf(varchar({ length: 255 })))).toBeUndefined();
});

/** Answers its own methods with another moment than the one it is. */
class Liar extends Date {
  override valueOf = () => 0;
  override getTime = () => Number.NaN;
  override toISOString = () => "'; drop table users; --";
  override [Symbol.toPrimitive](): never {
    throw new Error('hunter2');
  }
}

describe('what a date is', () => {
  const { bind, stored } = columnValues(columnOf(datetime({ fsp: 3 })));

  it('may come from another realm, or be of a class of its own, whose methods are not asked', () => {
    for (const value of [runInNewContext('new Date(5)'), new Liar(5)]) {
      expect(bind(value)).toBe('1970-01-01 00:00:00.005');
      expect(stored(value)).toEqual(new Date(5));
      expect(Object.getPrototypeOf(stored(value))).toBe(Date.prototype);
    }
  });

  it('is nothing that only looks like one', () => {
    const poser = { [Symbol.toStringTag]: 'Date', valueOf: () => 5, getTime: () => 5, toISOString: () => '' };
    for (const value of [poser, Object.create(Date.prototype), '2026-01-31', 5, 5n, {}, [moment], null]) {
      expect(isDate(value)).toBe(false);
      if (value !== null)
        expect(() => bind(value)).toThrow(/^Expected `extra` to be a valid Date from .*, got a/);
    }
  });

  it('is no invalid one', () => {
    for (const value of [new Date(Number.NaN), new Date('never')]) {
      expect(() => bind(value)).toThrow(/^Expected `extra` to be a valid Date from .*, got another one\.$/);
      expect(() => stored(value)).toThrow(/^Expected `extra` to be a valid Date from .*, got another one\.$/);
    }
  });
});

it('takes no moment from a clock but a valid date', () => {
  expect(requireTime(moment)).toEqual(moment);
  expect(requireTime(new Liar(5))).toEqual(new Date(5));
  expect(() => requireTime(new Date(Number.NaN))).toThrow('to return a valid Date, got an invalid one.');
  expect(() => requireTime(Date.now())).toThrow('Expected `now()` to return a valid Date, got a number.');
});
