import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { MySqlAdapterError } from '../errors.ts';
import { kindOf } from './identity.ts';

/** Says how values travel to one column and what they are once they are there. */
export interface ColumnValues {
  /** Returns the value for a placeholder: dates as UTC text, so that no setting of a pool can shift them. */
  bind(value: unknown): unknown;
  /** Returns what a read will give: dates cut to the column's precision, undefined as null. */
  stored(value: unknown): unknown;
}

/** Works out how values travel to a column; done once per column, not per call. */
export function columnValues(column: MySqlColumn): ColumnValues {
  const precision = datePrecision(column);
  if (precision === undefined) {
    return {
      bind: (value) => (value === undefined || value === null ? null : column.mapToDriverValue(value)),
      stored: (value) => value ?? null,
    };
  }
  const { length, step } = precision;
  const cut = (value: unknown) => new Date(Math.floor(requireDate(value, column) / step) * step);
  return {
    bind: (value) => (value == null ? null : cut(value).toISOString().slice(0, length).replace('T', ' ')),
    stored: (value) => (value == null ? null : cut(value)),
  };
}

interface DatePrecision {
  /** Characters of `2026-01-31T12:34:56.789Z` that the column keeps. */
  readonly length: number;
  /** Milliseconds between two moments that the column can tell apart. */
  readonly step: number;
}

/**
 * Returns the precision of a column that holds JavaScript dates, undefined for every other column.
 *
 * MySQL rounds a fraction that does not fit up, so that the row would lie in the future: it is cut here instead.
 */
function datePrecision(column: MySqlColumn): DatePrecision | undefined {
  if (!column.dataType.includes('date')) return undefined;
  const [, type, digits = '0'] = /^(date|datetime|timestamp)(?:\((\d)\))?$/.exec(column.getSQLType()) ?? [];
  if (type === undefined) return undefined;
  if (type === 'date') return { length: '2026-01-31'.length, step: 86_400_000 };
  const fraction = Math.min(Number(digits), 3);
  return { length: 'YYYY-MM-DDThh:mm:ss'.length + (fraction && fraction + 1), step: 10 ** (3 - fraction) };
}

function requireDate(value: unknown, column: MySqlColumn): number {
  // Not `instanceof`: an edge runtime may hand over dates that another realm made.
  const milliseconds = Object.prototype.toString.call(value) === '[object Date]' ? Number(value) : undefined;
  if (milliseconds !== undefined && !Number.isNaN(milliseconds)) return milliseconds;
  const got = milliseconds === undefined ? kindOf(value) : 'an invalid date';
  throw new MySqlAdapterError('INVALID_ARGUMENT', `Expected \`${column.name}\` to be a Date, got ${got}.`, {
    column: column.name,
  });
}
