import { getTableName } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { MySqlAdapterError } from '../../errors.ts';
import { invalidArgument } from '../arguments.ts';
import { lengthOf, type SizeLimit } from './size.ts';

/** Names a column and its table, for an error. */
export const placeOf = (column: MySqlColumn) => ({ table: getTableName(column.table), column: column.name });

/** Makes the error for a value that a column cannot take; nothing has been sent yet. */
export const invalidValue = (column: MySqlColumn, expected: string, value: unknown, got?: string) =>
  invalidArgument(column.name, expected, value, got, placeOf(column));

/** Makes the error for a value that does not fit the type of its column. */
export const doesNotFit = (column: MySqlColumn, value: unknown) =>
  invalidValue(column, `fit ${column.getSQLType()}`, value);

/** Makes the error for a value that is longer than its column, which a server without strict mode would truncate. */
export function valueTooLong(column: MySqlColumn, value: string | Uint8Array, { max, unit }: SizeLimit) {
  const place = placeOf(column);
  const length = lengthOf(value, unit);
  const message =
    `Expected \`${column.name}\` of table ${place.table} to have at most ${max} ${unit}, got ${length}: ` +
    'widen the column or shorten the value.';
  return new MySqlAdapterError('VALUE_TOO_LONG', message, place);
}
