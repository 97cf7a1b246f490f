import { is, SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { MySqlAdapterError } from '../errors.ts';

/** Says how values travel to one column and what they are once they are there. */
export interface ColumnValues {
  /** Returns the value for a placeholder: dates as UTC text, so that no setting of a pool can shift them. */
  bind(value: unknown): unknown;
  /** Returns what a read will give: dates cut to the column's precision, undefined as null. */
  stored(value: unknown): unknown;
  /** Says whether `stored` is certain; the database rewrites what decimal, char, json and other columns are given. */
  isCertain(value: unknown): boolean;
}

/** Works out how values travel to a column; done once per column, not per call. */
export function columnValues(column: MySqlColumn): ColumnValues {
  const precision = datePrecision(column);
  const kept = keptType(column);
  const cut = (value: unknown) => (precision ? cutTo(precision, requireDate(value, column)) : value);
  const toDriver = precision
    ? (value: unknown) => dateText(precision, requireDate(value, column))
    : (value: unknown) => encode(column, value);
  return {
    bind: (value) => (value == null ? requireNullable(column) : toDriver(value)),
    stored: (value) => (value == null ? null : cut(value)),
    isCertain: (value) => value == null || precision !== undefined || kept?.(value) === true,
  };
}

/** Returns null for a column that can hold it; a lax server would write something else without a word. */
function requireNullable(column: MySqlColumn): null {
  if (!column.notNull) return null;
  throw invalid(column, `Expected \`${column.name}\` to have a value, got none.`);
}

function encode(column: MySqlColumn, value: unknown): unknown {
  if (is(value, SQL)) {
    throw invalid(
      column,
      `Expected \`${column.name}\` to have a value, got SQL: use .default(sql\`...\`) for a default.`,
    );
  }
  try {
    return column.mapToDriverValue(value);
  } catch {
    throw invalid(
      column,
      `Expected \`${column.name}\` to be of type ${column.dataType}, got ${kindOf(value)}.`,
    );
  }
}

/** Returns what tells values that a column gives back unchanged; undefined for columns that rewrite them. */
function keptType(column: MySqlColumn): ((value: unknown) => boolean) | undefined {
  const type = column.getSQLType();
  const isText = /^(varchar|(tiny|medium|long)?text)\b/.test(type) && column.dataType.includes('string');
  if (isText) return (value) => typeof value === 'string';
  if (type === 'boolean') return (value) => typeof value === 'boolean';
  const isWhole = /^(tiny|small|medium|big)?int\b/.test(type) && column.dataType.includes('number');
  return isWhole ? Number.isSafeInteger : undefined;
}

interface DatePrecision {
  /** Characters of `2026-01-31T12:34:56.789Z` that the column keeps. */
  readonly length: number;
  /** Milliseconds between two moments that the column can tell apart. */
  readonly step: number;
}

/** Returns the precision of a column that holds JavaScript dates, undefined for every other column. */
function datePrecision(column: MySqlColumn): DatePrecision | undefined {
  if (!column.dataType.includes('date')) return undefined;
  const [, type, digits = '0'] = /^(date|datetime|timestamp)(?:\((\d)\))?$/.exec(column.getSQLType()) ?? [];
  if (type === undefined) return undefined;
  if (type === 'date') return { length: '2026-01-31'.length, step: 86_400_000 };
  const fraction = Math.min(Number(digits), 3);
  return { length: '2026-01-31T12:34:56'.length + (fraction && fraction + 1), step: 10 ** (3 - fraction) };
}

/** Cuts a moment to a precision: MySQL rounds a fraction that does not fit up, so the row would lie in the future. */
const cutTo = ({ step }: DatePrecision, milliseconds: number) =>
  new Date(Math.floor(milliseconds / step) * step);

const dateText = (precision: DatePrecision, milliseconds: number) =>
  cutTo(precision, milliseconds).toISOString().slice(0, precision.length).replace('T', ' ');

/** The first and the last millisecond that a year of four digits holds; MySQL's dates end there. */
const FIRST_MILLISECOND = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MILLISECOND = Date.parse('9999-12-31T23:59:59.999Z');

function requireDate(value: unknown, column: MySqlColumn): number {
  // Not `instanceof`: an edge runtime may hand over dates that another realm made.
  const isDate = Object.prototype.toString.call(value) === '[object Date]';
  const milliseconds = isDate ? Number(value) : Number.NaN;
  if (milliseconds >= FIRST_MILLISECOND && milliseconds <= LAST_MILLISECOND) return milliseconds;
  const got = isDate ? 'an invalid date or one beyond the year 9999' : kindOf(value);
  throw invalid(column, `Expected \`${column.name}\` to be a Date, got ${got}.`);
}

const invalid = (column: MySqlColumn, message: string) =>
  new MySqlAdapterError('INVALID_ARGUMENT', message, { column: column.name });
