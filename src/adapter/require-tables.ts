import { getTableName, is } from 'drizzle-orm';
import { type MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { kindOf } from '../database/kind-of.ts';
import { valueTypeOf } from '../database/value-type.ts';
import { MySqlAdapterError } from '../errors.ts';
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

/** Is tables of which some may not be there. */
export type GivenTables = { readonly [Key in keyof Tables]: Tables[Key] | undefined };

interface Expectations {
  /** Says how a table is called where it was given, as `tables.users`. */
  nameOf(key: keyof Tables): string;
  readonly mayLack: readonly (keyof Tables)[];
}

/** Refuses tables with columns that are missing or cannot be compared: a session would be lost, or a user not found again. */
export function requireTables(
  tables: GivenTables | null,
  { nameOf, mayLack }: Expectations,
): asserts tables is Tables {
  for (const key of Object.keys(COLUMNS) as (keyof Tables)[]) {
    const table = tables?.[key];
    if (!table && mayLack.includes(key)) continue;
    if (!is(table, MySqlTable))
      throw invalid(`Expected \`${nameOf(key)}\` to be a MySQL table of Drizzle, got ${kindOf(table)}.`);
    for (const [kind, columns] of Object.entries(COLUMNS[key]) as [Kind, string[]][])
      for (const column of columns) requireColumn(table, column, kind, `${nameOf(key)}.${column}`);
  }
}

function requireColumn(table: MySqlTable, key: string, kind: Kind, name: string): void {
  const column = columnsOf(table)[key];
  if (column && isOfKind(column, kind)) return;
  const got = column ? `${column.getSQLType()} with values of type ${valueTypeOf(column)}` : 'none';
  throw invalid(`Expected \`${name}\` to be ${WANTED[kind]}, got ${got}.`, {
    table: getTableName(table),
    column: column?.name,
  });
}

const invalid = (message: string, where: { table?: string; column?: string | undefined } = {}) =>
  new MySqlAdapterError('INVALID_ARGUMENT', message, where);

function isOfKind(column: MySqlColumn, kind: Kind): boolean {
  if (kind === 'other') return true;
  return valueTypeOf(column) === (kind === 'text' ? 'string' : 'date') || isCustom(column, kind);
}

/** Has letters of both cases, a digit, a hyphen and an underscore, which types of ids take out or put in. */
const TEXT = 'a1-B2_c';

/** Says whether a customType is text or a date under a word of its own, such as one that adds a collation. */
function isCustom(column: MySqlColumn, kind: 'text' | 'date'): boolean {
  if (valueTypeOf(column) !== 'custom') return false;
  if (kind === 'date') return /^(datetime|timestamp)/i.test(column.getSQLType()) && isReadAsDate(column);
  if (!/^((var)?char|varbinary|(tiny|medium|long)?text)/i.test(column.getSQLType())) return false;
  // Values are compared as they are stored, so a type that rewrites them finds nothing again.
  try {
    return column.mapToDriverValue(TEXT) === TEXT && column.mapFromDriverValue(TEXT) === TEXT;
  } catch {
    return false;
  }
}

/** Says whether a type makes dates of what every driver hands to Drizzle; compared as text, each session would be over. */
function isReadAsDate(column: MySqlColumn): boolean {
  try {
    return isDate(column.mapFromDriverValue('2026-01-31 12:34:56.789'));
  } catch {
    return false;
  }
}
