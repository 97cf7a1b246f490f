import { is, SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { propertiesOf } from '../../database/properties-of.ts';
import {
  cutTo,
  dateText,
  isDate,
  MILLISECONDS,
  requireDate,
  requireDateText,
  typePrecision,
} from './dates.ts';
import { doesNotFit } from './invalid-value.ts';
import { requireFit } from './texts.ts';
import { valueTypeOf } from './value-type.ts';

/** Returns how values travel to a column of any other type: as Drizzle sends them; they may come back in another form. */
export function otherValues(column: MySqlColumn) {
  const precision = typePrecision(column);
  const type = valueTypeOf(column);
  // Before encoding, because MySQL would round the text that a custom type makes of it.
  const cut = (value: unknown) =>
    precision && isDate(value) ? cutTo(precision, requireDate(value, column, precision)) : value;
  return {
    bind: (value: unknown) => {
      const sent = encode(column, cut(value));
      // Only halves of surrogate pairs are escaped like this; MySQL rejects them.
      const isBrokenJson = type === 'json' && /(^|[^\\])(\\\\)*\\ud[89a-f]/.test(String(sent));
      if (isBrokenJson) throw doesNotFit(column, sent);
      return requireFit(
        column,
        precision && type === 'string' ? requireDateText(sent, column, precision) : sent,
      );
    },
    stored: (value: unknown) => (type === 'json' ? JSON.parse(String(encode(column, value))) : cut(value)),
    isRewritten: true,
  };
}

/** Returns what the driver will send: text, a number or bytes; it would expand an object or an array into SQL. */
function encode(column: MySqlColumn, value: unknown): unknown {
  const sent = mapToDriver(column, value);
  if (typeof sent === 'string' || typeof sent === 'bigint' || Number.isFinite(sent)) return sent;
  // With a custom type, the database may expect a number; elsewhere, a boolean sent as 1 or 0 is not what was meant.
  if (typeof sent === 'boolean' && valueTypeOf(column) === 'custom') return sent;
  if (sent instanceof Uint8Array) return sent;
  if (isDate(sent)) return dateText(MILLISECONDS, requireDate(sent, column, MILLISECONDS));
  throw doesNotFit(column, value);
}

/** Maps a value as its column does; undefined if that fails, and for SQL, which a JSON column would store as data. */
function mapToDriver(column: MySqlColumn, value: unknown): unknown {
  try {
    return isSql(value) ? undefined : column.mapToDriverValue(value);
  } catch {
    return undefined;
  }
}

/** Says whether a value is Drizzle's SQL. Drizzle checks a value's class, and fails on a value without one. */
const isSql = (value: unknown) => {
  const hasClass = typeof Object.getPrototypeOf(propertiesOf(value))?.constructor === 'function';
  return hasClass && is(value, SQL);
};
