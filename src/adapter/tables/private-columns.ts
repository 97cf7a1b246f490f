import { kindOf } from '../../database/kind-of.ts';
import { once } from '../../database/once.ts';
import { invalidArgument } from '../arguments.ts';
import { type Columns, filterColumns, visibleColumns } from './columns.ts';
import { type AdapterTables, TABLE_COLUMNS, type Tables } from './tables.ts';

/** The columns that Auth.js or the adapter cannot do without. */
const NEEDED = {
  users: ['id', 'email'],
  accounts: ['userId', 'type', 'provider', 'providerAccountId'],
  sessions: ['userId', 'expires'],
  authenticators: Object.keys(TABLE_COLUMNS.authenticators) as (keyof typeof TABLE_COLUMNS.authenticators)[],
} as const;

type Needed = typeof NEEDED;

/**
 * The columns of each table that are stored and never returned, by property name: any but those that Auth.js needs, and
 * `createdAt` and `updatedAt`, which the adapter never returns.
 *
 * @example
 * { users: ['passwordHash'], sessions: ['ipAddress', 'sessionToken'] }
 */
export type PrivateColumns<Given extends AdapterTables> = {
  readonly [Key in keyof Needed & keyof Given]?:
    | readonly Exclude<NameOfColumn<Given, Key>, Needed[Key][number] | 'createdAt' | 'updatedAt'>[]
    | undefined;
};

// Tables whose columns are not known may have any.
type NameOfColumn<Given extends AdapterTables, Key extends keyof Given> = AdapterTables extends Given
  ? string
  : Given[Key] extends { readonly $inferSelect: infer Row }
    ? keyof Row & string
    : never;

type Key = keyof typeof TABLE_COLUMNS & keyof Tables;

/** The columns of each table that may be returned; a table that is left out has none. */
export type VisibleColumns = Readonly<Record<Key, Columns>>;

/**
 * Returns the columns that may be returned: those that Auth.js sees, without the private ones.
 *
 * The token of a session is among them even if it is private, since Auth.js writes it into the cookie.
 */
export function visibleColumnsOf(
  tables: Tables,
  privateColumns: Readonly<Record<string, unknown>>,
): VisibleColumns {
  const hidden = Object.entries(privateColumns).flatMap(([key, names]) =>
    requireColumns(tables, key as keyof Needed, names).map((name) => `${key}.${name}`),
  );
  const visible = (key: Key) => {
    const table = tables[key];
    const isVisible = (column: string) => {
      const name = `${key}.${column}`;
      return name === 'sessions.sessionToken' || !hidden.includes(name);
    };
    return table ? filterColumns(visibleColumns(table), isVisible) : {};
  };
  const given = {} as Record<Key, Columns>;
  // Getters, since a session read needs the columns of two tables only, and many sites make an adapter per request.
  for (const key of Object.keys(TABLE_COLUMNS) as Key[])
    Object.defineProperty(given, key, { get: once(() => visible(key)) });
  return given;
}

function requireColumns(tables: Tables, key: keyof Needed, names: unknown = []): readonly unknown[] {
  // An object inherits properties, such as its constructor.
  const needed: readonly string[] | undefined = Object.hasOwn(NEEDED, key) ? NEEDED[key] : undefined;
  const columns = needed && tables[key] ? Object.keys(visibleColumns(tables[key])) : [];
  const allowed: unknown[] = columns.filter((name) => !needed?.includes(name));
  const wrong: unknown[] = Array.isArray(names) ? names.filter((name) => !allowed.includes(name)) : [names];
  if (wrong.length === 0) return names as unknown[];
  throw invalidArgument(
    `privateColumns.${key}`,
    `name columns that Auth.js can do without (${allowed.join(', ') || 'none here'})`,
    names,
    typeof wrong[0] === 'string' ? JSON.stringify(wrong[0]) : kindOf(wrong[0]),
  );
}
