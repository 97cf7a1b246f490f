import { getTableName } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { invalidArgument } from '../arguments.ts';
import { type Columns, columnsOf, filterColumns, visibleColumns } from './columns.ts';
import type { AdapterTables, Tables } from './tables.ts';

/** The columns that Auth.js or the adapter cannot do without. */
const NEEDED = {
  users: ['id', 'email'],
  accounts: ['userId', 'type', 'provider', 'providerAccountId'],
  sessions: ['userId', 'expires'],
  authenticators: [
    'credentialID',
    'userId',
    'providerAccountId',
    'credentialPublicKey',
    'counter',
    'credentialDeviceType',
    'credentialBackedUp',
    'transports',
  ],
} as const;

/**
 * The columns of each table that are stored and never returned, by property name: any but those that Auth.js needs.
 *
 * @example
 * { users: ['passwordHash'], sessions: ['ipAddress', 'sessionToken'] }
 */
export type PrivateColumns<Given extends AdapterTables> = {
  readonly [Key in keyof typeof NEEDED & keyof Given]?:
    | readonly Exclude<NameOfColumn<Given, Key>, (typeof NEEDED)[Key][number]>[]
    | undefined;
};

// Tables whose columns are not known may have any.
type NameOfColumn<Given extends AdapterTables, Key extends keyof Given> = AdapterTables extends Given
  ? string
  : Given[Key] extends { readonly $inferSelect: infer Row }
    ? keyof Row & string
    : never;

/** The columns of each table that may be returned; a table that is left out has none. */
export type VisibleColumns = { readonly [Key in keyof Tables]-?: Columns };

/**
 * Returns the columns that may be returned: those that Auth.js sees, without the private ones.
 *
 * The token of a session is among them even if it is private, since Auth.js writes it into the cookie.
 */
export function visibleColumnsOf(
  tables: Tables,
  privateColumns: Readonly<Record<string, unknown>> = {},
): VisibleColumns {
  const unknown = Object.keys(privateColumns).find((key) => !Object.hasOwn(NEEDED, key));
  if (unknown !== undefined)
    throw invalidArgument(
      'privateColumns',
      `name some of ${Object.keys(NEEDED).join(', ')}`,
      privateColumns,
      JSON.stringify(unknown),
    );
  const visible = (key: keyof typeof NEEDED) => visibleColumnsOfTable(key, tables[key], privateColumns[key]);
  return {
    users: visible('users'),
    accounts: visible('accounts'),
    sessions: visible('sessions'),
    authenticators: visible('authenticators'),
    verificationTokens: tables.verificationTokens ? visibleColumns(tables.verificationTokens) : {},
  };
}

function visibleColumnsOfTable(
  key: keyof typeof NEEDED,
  table: MySqlTable | undefined,
  names: unknown = [],
): Columns {
  const name = `privateColumns.${key}`;
  if (!Array.isArray(names)) throw invalidArgument(name, 'be an array of column names', names);
  if (!table) {
    if (names.length === 0) return {};
    throw invalidArgument(name, 'be left out: there is no such table', names);
  }
  const needed: readonly unknown[] = NEEDED[key];
  const allowed = Object.keys(columnsOf(table)).filter((column) => !needed.includes(column));
  const wrong = names.find((column) => !allowed.includes(column));
  if (wrong !== undefined)
    throw invalidArgument(
      name,
      `have only columns of table ${getTableName(table)} that Auth.js can do without (${allowed.join(', ')})`,
      names,
      JSON.stringify(wrong),
    );
  const isPrivate = (column: string) =>
    names.includes(column) && !(key === 'sessions' && column === 'sessionToken');
  return filterColumns(visibleColumns(table), (column) => !isPrivate(column));
}
