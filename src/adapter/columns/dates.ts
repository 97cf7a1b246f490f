import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../../database/kind-of.ts';
import { valueTypeOf } from '../../database/value-type.ts';
import { invalidArgument, MySqlAdapterError } from '../../errors.ts';
import { invalidValue, placeOf } from './invalid-value.ts';

/** How precisely a column keeps a moment, and which ones it can hold. */
export interface DatePrecision {
  /** Characters of `2026-01-31T12:34:56.789Z` that the column keeps. */
  readonly length: number;
  /** Milliseconds between two moments that the column can tell apart. */
  readonly step: number;
  /** The first and the last moment that the column can hold. */
  readonly range: readonly [first: Date, last: Date];
}

/** What a year of four digits holds; MySQL's dates end there. */
const DATE_RANGE = [new Date('0000-01-01T00:00:00.000Z'), new Date('9999-12-31T23:59:59.999Z')] as const;

/** The same for `timestamp`, which counts seconds in 32 bits; a lax server writes zeros instead of what is beyond. */
const TIMESTAMP_RANGE = [new Date('1970-01-01T00:00:01.000Z'), new Date('2038-01-19T03:14:07.999Z')] as const;

/** The precision of JavaScript's own dates. */
export const MILLISECONDS: DatePrecision = {
  length: '2026-01-31T12:34:56.789'.length,
  step: 1,
  range: DATE_RANGE,
};

/** Returns the precision of a column that holds JavaScript dates, undefined for every other column. */
export const datePrecision = (column: MySqlColumn): DatePrecision | undefined =>
  valueTypeOf(column) === 'date' ? typePrecision(column) : undefined;

/** Returns the precision of a column that keeps a moment in whatever form it is given, undefined for every other. */
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

/** Cuts a date to a precision: MySQL rounds a fraction that does not fit up, so the row would lie in the future. */
export const cutTo = ({ step }: DatePrecision, date: Date) =>
  new Date(Math.floor(Number(date) / step) * step);

/** Writes a date as MySQL reads it, in UTC. */
export const dateText = (precision: DatePrecision, date: Date) =>
  cutTo(precision, date).toISOString().slice(0, precision.length).replace('T', ' ');

/** Returns a date which the column can hold, or says that the value is none. */
export function requireDate(
  value: unknown,
  column: MySqlColumn,
  { range: [first, last] }: DatePrecision,
): Date {
  const time = timeOf(value);
  if (time !== undefined && time >= Number(first) && time <= Number(last)) return new Date(time);
  const expected = `be a valid Date from ${first.toISOString()} to ${last.toISOString()}`;
  throw invalidValue(column, expected, time === undefined ? kindOf(value) : 'another one');
}

/** Returns text that is a date which the column can hold, or says that it is none: a lax server would write zeros. */
export function requireDateText(value: unknown, column: MySqlColumn, precision: DatePrecision): string {
  const pattern = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?$/;
  const [text, day, time = '00:00'] = pattern.exec(String(value)) ?? [];
  const moment = new Date(`${day}T${time}Z`);
  // JavaScript takes the 31st of February for the 3rd of March.
  if (text !== undefined && !Number.isNaN(Number(moment)) && moment.toISOString().startsWith(String(day))) {
    requireDate(moment, column, precision);
    return text;
  }
  const got = typeof value === 'string' ? 'text of another form' : kindOf(value);
  throw invalidValue(column, 'be a date such as 2026-01-31 12:34:56', got);
}

/** Returns the moment that a clock gave, or says that it is none: every session would be over. */
export function requireMoment(value: unknown): Date {
  const time = timeOf(value);
  if (time !== undefined && !Number.isNaN(time)) return new Date(time);
  const got = time === undefined ? kindOf(value) : 'an invalid one';
  throw invalidArgument('now()', 'return a valid Date', got);
}

/**
 * Returns a moment as it was read from a column, one that is long over where it is invalid, as a lax server's zeros are.
 *
 * Drizzle 1.0 leaves text as it is where its driver was given no `codecs`; compared as text, nothing would ever end.
 */
export function readMoment(value: unknown, column: MySqlColumn): Date {
  const time = timeOf(value);
  if (time !== undefined) return new Date(time || 0);
  throw new MySqlAdapterError(
    'UNSUPPORTED_CLIENT',
    `Expected the driver to read \`${column.name}\` as a Date, got ${kindOf(value)}: give Drizzle its \`codecs\`.`,
    placeOf(column),
  );
}

/** Says whether a value is a date. */
export const isDate = (value: unknown): boolean => timeOf(value) !== undefined;

/**
 * Returns the milliseconds of a date, NaN where it is invalid, undefined where the value is none.
 *
 * Not by `instanceof`, since an edge runtime may hand over a date of another realm, and not by its own methods, which
 * a subclass may have others of.
 */
function timeOf(value: unknown): number | undefined {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}
