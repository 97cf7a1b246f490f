import { getTableName, is } from 'drizzle-orm';
import { type MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { valueTypeOf } from '../database/value-type.ts';
import { invalidArgument } from '../errors.ts';
import { isDate } from './columns/dates.ts';
import { columnsOf, type Tables } from './tables.ts';

type Kind = 'text' | 'date' | 'other';

/** Lists the columns that a table must have; text and dates are compared, so they must come back as they were stored. */
const COLUMNS = {
  users: { text: ['id', 'email'], date: ['emailVerified'], other: ['name', 'image'] },
  accounts: {
    text: ['userId', 'provider', 'providerAccountId'],
    other: [
      'type',
      'refresh_token',
      'access_token',
      'expires_at',
      'token_type',
      'scope',
      'id_token',
      'session_state',
    ],
  },
  sessions: { text: ['sessionToken', 'userId'], date: ['expires'] },
  verificationTokens: { text: ['identifier', 'token'], date: ['expires'] },
  authenticators: {
    text: ['credentialID', 'userId'],
    other: [
      'providerAccountId',
      'credentialPublicKey',
      'counter',
      'credentialDeviceType',
      'credentialBackedUp',
      'transports',
    ],
  },
} satisfies Record<keyof Tables, Partial<Record<Kind, string[]>>>;

const WANTED: Record<Kind, string> = {
  text: 'a text column, such as varchar',
  date: "a date column with mode 'date'",
  other: 'a column',
};

/** Tables of which some may not be there. */
export type GivenTables = { readonly [Key in keyof Tables]: Tables[Key] | undefined };

/**
 * Refuses tables with columns that are missing or cannot be compared: a session would be lost, or a user not found again.
 *
 * `nameOf` says how a table is called where it was given, as `tables.users`.
 */
export function requireTables(
  tables: GivenTables | null,
  nameOf: (key: keyof Tables) => string,
  mayLack: readonly (keyof Tables)[],
): asserts tables is Tables {
  for (const key of Object.keys(COLUMNS) as (keyof Tables)[]) {
    const table = tables?.[key];
    if (!table && mayLack.includes(key)) continue;
    if (!is(table, MySqlTable))
      throw invalidArgument(nameOf(key), 'be a MySQL table of Drizzle', kindOf(table));
    for (const [kind, columns] of Object.entries(COLUMNS[key]) as [Kind, string[]][])
      for (const column of columns) requireColumn(table, column, kind, `${nameOf(key)}.${column}`);
  }
}

function requireColumn(table: MySqlTable, key: string, kind: Kind, name: string): void {
  const column = columnsOf(table)[key];
  if (column && isOfKind(column, kind)) return;
  const got = column ? `${column.getSQLType()} with values of type ${valueTypeOf(column)}` : 'none';
  throw invalidArgument(name, `be ${WANTED[kind]}`, got, {
    table: getTableName(table),
    column: column?.name,
  });
}

function isOfKind(column: MySqlColumn, kind: Kind): boolean {
  if (kind === 'other') return true;
  const type = valueTypeOf(column);
  return type === (kind === 'text' ? 'string' : 'date') || (type === 'custom' && isCustom(column, kind));
}

/** Has letters of both cases, a digit, a hyphen and an underscore, which types of ids take out or put in. */
const TEXT = 'a1-B2_c';

/**
 * Says whether a customType is text or a date under a word of its own, such as one that adds a collation.
 *
 * Text is compared as it is stored, so a type that rewrites it finds nothing again. Dates must be made of what every
 * driver hands to Drizzle; compared as text, each session would be over.
 */
function isCustom(column: MySqlColumn, kind: 'text' | 'date'): boolean {
  const sqlType = column.getSQLType();
  try {
    if (kind === 'date')
      return (
        /^(datetime|timestamp)/i.test(sqlType) && isDate(column.mapFromDriverValue('2026-01-31 12:34:56.789'))
      );
    const isText = /^((var)?char|varbinary|(tiny|medium|long)?text)/i.test(sqlType);
    return isText && column.mapToDriverValue(TEXT) === TEXT && column.mapFromDriverValue(TEXT) === TEXT;
  } catch {
    return false;
  }
}
