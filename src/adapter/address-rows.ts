import { invalidArgument } from './arguments.ts';
import { sha256 } from './sha256.ts';
import { columnsOf, filterColumns, isTimestamp } from './tables/columns.ts';
import { hasKey, hasUniqueIndex, isUniqueColumn } from './tables/indexes.ts';
import type { Tables } from './tables/tables.ts';

/** Returns the token of the row of an address: another one for each spelling, and never that of a link. */
export const addressKeyOf = async (identifier: string) => `codes:${await sha256(identifier)}`;

/**
 * Requires a table in which each address has one row: two would have two counts, and a key on the identifier alone would
 * let a link stand in for it.
 */
export function requireAddressTable(table: Tables['verificationTokens']) {
  const { createdAt, updatedAt } = table ? filterColumns(columnsOf(table), isTimestamp) : {};
  if (table && createdAt && updatedAt && isKeyed(table)) return { ...table, createdAt, updatedAt, table };
  throw addressTableUnfit(table);
}

/** Makes the error for a table that cannot have one row for each address. */
export const addressTableUnfit = (table: Tables['verificationTokens']) =>
  invalidArgument(
    'tables.verificationTokens',
    'have the dates createdAt and updatedAt, and a unique key on token, or on identifier and token',
    table,
    table && 'another table',
  );

const isKeyed = (table: NonNullable<Tables['verificationTokens']>) =>
  (!hasKey(table) ||
    isUniqueColumn(table, table.token) ||
    hasUniqueIndex(table, [table.identifier, table.token])) &&
  !isUniqueColumn(table, table.identifier);
