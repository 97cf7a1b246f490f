import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { invalidValue } from './invalid-value.ts';

/** Is how precisely a column keeps a moment. */
export interface DatePrecision {
  /** Characters of `2026-01-31T12:34:56.789Z` that the column keeps. */
  readonly length: number;
  /** Milliseconds between two moments that the column can tell apart. */
  readonly step: number;
}

/** Is the precision of JavaScript's own dates. */
export const MILLISECONDS: DatePrecision = { length: '2026-01-31T12:34:56.789'.length, step: 1 };

/** Returns the precision of a column that holds JavaScript dates, undefined for every other column. */
export function datePrecision(column: MySqlColumn): DatePrecision | undefined {
  if (!column.dataType.includes('date')) return undefined;
  const [, type, digits = '0'] = /^(date|datetime|timestamp)(?:\((\d)\))?$/.exec(column.getSQLType()) ?? [];
  if (type === undefined) return undefined;
  if (type === 'date') return { length: '2026-01-31'.length, step: 86_400_000 };
  const fraction = Math.min(Number(digits), 3);
  return { length: '2026-01-31T12:34:56'.length + (fraction && fraction + 1), step: 10 ** (3 - fraction) };
}

/** Cuts a date to a precision: MySQL rounds a fraction that does not fit up, so the row would lie in the future. */
export const cutTo = ({ step }: DatePrecision, date: Date) =>
  new Date(Math.floor(Number(date) / step) * step);

/** Writes a date as MySQL reads it, in UTC. */
export const dateText = (precision: DatePrecision, date: Date) =>
  cutTo(precision, date).toISOString().slice(0, precision.length).replace('T', ' ');

/** The first and the last millisecond that a year of four digits holds; MySQL's dates end there. */
const FIRST_MILLISECOND = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MILLISECOND = Date.parse('9999-12-31T23:59:59.999Z');

/** Returns a value that is a date which MySQL can hold, or says that it is none. */
export function requireDate(value: unknown, column: MySqlColumn): Date {
  if (!isDate(value))
    throw invalidValue(column, `Expected \`${column.name}\` to be a Date, got ${kindOf(value)}.`);
  if (Number(value) >= FIRST_MILLISECOND && Number(value) <= LAST_MILLISECOND) return value;
  throw invalidValue(column, `Expected \`${column.name}\` to be a valid Date up to the year 9999.`);
}

/** Says whether a value is a date; not by `instanceof`, since an edge runtime may hand over one of another realm. */
export const isDate = (value: unknown): value is Date =>
  Object.prototype.toString.call(value) === '[object Date]';
