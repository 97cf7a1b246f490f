import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../../database/kind-of.ts';
import { MySqlAdapterError } from '../../errors.ts';
import { invalidArgument } from '../arguments.ts';
import { invalidValue, placeOf } from './invalid-value.ts';
import { valueTypeOf } from './value-type.ts';

/** How precisely a column keeps a moment, and which moments it can hold. */
interface DatePrecision {
  /** How many characters of `2026-01-31T12:34:56.789Z` the column keeps. */
  readonly length: number;
  /** Milliseconds between two moments that the column tells apart. */
  readonly step: number;
  /** The first and the last moment that the column can hold. */
  readonly range: readonly [first: Date, last: Date];
}

/** The range of four-digit years, to which MySQL's dates are limited. */
const DATE_RANGE = [new Date('0000-01-01T00:00:00.000Z'), new Date('9999-12-31T23:59:59.999Z')] as const;

/** The range of `timestamp`, which counts seconds in 32 bits; beyond it, a server without strict mode writes zeros. */
const TIMESTAMP_RANGE = [new Date('1970-01-01T00:00:01.000Z'), new Date('2038-01-19T03:14:07.999Z')] as const;

/** The precision of JavaScript's own dates. */
export const MILLISECONDS: DatePrecision = {
  length: '2026-01-31T12:34:56.789'.length,
  step: 1,
  range: DATE_RANGE,
};

/** Returns how dates travel to a column of JavaScript dates, undefined for other columns. */
export function dates(column: MySqlColumn) {
  const precision = valueTypeOf(column) === 'date' ? typePrecision(column) : undefined;
  if (!precision) return undefined;
  return {
    bind: (value: unknown) => dateText(precision, requireDate(value, column, precision)),
    stored: (value: unknown) => cutTo(precision, requireDate(value, column, precision)),
  };
}

/** Returns the precision of a column of dates, whatever form their values have; undefined for any other column. */
export function typePrecision(column: MySqlColumn): DatePrecision | undefined {
  const pattern = /^(date|datetime|timestamp)(?:\((\d)\))?(?:\s|$)/;
  const [, type, digits = '0'] = pattern.exec(column.getSQLType().toLowerCase()) ?? [];
  if (type === undefined) return undefined;
  if (type === 'date') return { length: '2026-01-31'.length, step: 86_400_000, range: DATE_RANGE };
  const fraction = Math.min(Number(digits), 3);
  return {
    length: '2026-01-31T12:34:56'.length + (fraction && fraction + 1),
    step: 10 ** (3 - fraction),
    range: type === 'timestamp' ? TIMESTAMP_RANGE : DATE_RANGE,
  };
}

/** Cuts a date to a precision: MySQL would round it up, into the future. */
export const cutTo = ({ step }: DatePrecision, date: Date) =>
  new Date(Math.floor(Number(date) / step) * step);

/** Formats a date for MySQL, in UTC, cut to a precision. */
export const dateText = ({ length }: DatePrecision, date: Date) =>
  date.toISOString().slice(0, length).replace('T', ' ');

/** Requires a date that the column can hold. */
export function requireDate(
  value: unknown,
  column: MySqlColumn,
  { range: [first, last] }: DatePrecision,
): Date {
  const time = timeOf(value);
  if (time !== undefined && time >= Number(first) && time <= Number(last)) return new Date(time);
  const expected = `be a valid Date from ${first.toISOString()} to ${last.toISOString()}`;
  throw invalidValue(column, expected, value, time === undefined ? undefined : 'another one');
}

/** Requires text of a date that the column can hold; a server without strict mode would write zeros. */
export function requireDateText(value: unknown, column: MySqlColumn, precision: DatePrecision): string {
  const pattern = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?$/;
  const [text, day, time = '00:00'] = pattern.exec(String(value)) ?? [];
  const moment = new Date(`${day}T${time}Z`);
  // JavaScript turns 31 February into 3 March.
  if (text !== undefined && !Number.isNaN(Number(moment)) && moment.toISOString().startsWith(String(day))) {
    requireDate(moment, column, precision);
    return text;
  }
  const got = typeof value === 'string' ? 'text of another form' : undefined;
  throw invalidValue(column, 'be a date such as 2026-01-31 12:34:56', value, got);
}

/** Requires a valid date from a clock: with an invalid one, no session would expire. */
export function requireTime(value: unknown): Date {
  const time = timeOf(value);
  if (time !== undefined && !Number.isNaN(time)) return new Date(time);
  const got = time === undefined ? undefined : 'an invalid one';
  throw invalidArgument('now()', 'return a valid Date', value, got);
}

/**
 * Returns a date from a row; an invalid one, such as zeros, becomes one that passed long ago.
 *
 * Drizzle 1.0 leaves dates as text if its driver was given no `codecs`; compared as text, nothing would ever expire.
 */
export function dateFrom(value: unknown, column: MySqlColumn): Date {
  const time = timeOf(value);
  if (time !== undefined) return new Date(time || 0);
  throw new MySqlAdapterError(
    'UNSUPPORTED_CLIENT',
    `Expected the driver to return \`${column.name}\` as a Date, got ${kindOf(value)}: give Drizzle its \`codecs\`.`,
    placeOf(column),
  );
}

/** Says whether a value is a date. */
export const isDate = (value: unknown): boolean => timeOf(value) !== undefined;

/**
 * Returns the milliseconds of a date, NaN for an invalid date, undefined for anything else.
 *
 * Uses neither `instanceof`, since a date at the edge may come from another realm, nor the date's own methods, which a
 * subclass may have replaced.
 */
function timeOf(value: unknown): number | undefined {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}
