import { getTableColumns } from 'drizzle-orm';
import {
  type MySqlColumn,
  type MySqlTable,
  type MySqlTableExtraConfigValue,
  mysqlTable,
} from 'drizzle-orm/mysql-core';
import { bases } from './bases.ts';
import type { ColumnBuilders } from './table-of.ts';
import type { Base, CreatedTables, Extensions } from './table-types.ts';

/** The options of {@link createTables}. */
export interface CreateTablesOptions<B extends Base, P extends string, X extends Extensions> {
  /**
   * The set of tables to start from: `'basic'` for that of `authjs-drizzle-mysql/schema`, `'production'` for that of
   * `authjs-drizzle-mysql/schema/production`. `'seed'`, the former name of `'basic'`, is deprecated.
   * @default 'basic'
   */
  readonly base?: B;
  /**
   * Text to put before every table's name, and nowhere else.
   * @default ''
   */
  readonly prefix?: P;
  /**
   * Columns to add to tables; they cannot replace existing columns. Only `'production'` has the table `authenticators`.
   */
  readonly extend?: X;
  /**
   * Indexes, foreign keys and checks to add to tables, besides the indexes they already have.
   *
   * Each function receives the columns of its table and, for foreign keys, all of the tables.
   */
  readonly indexes?: {
    readonly [Key in keyof CreatedTables<B, P, X>]?: (
      table: ColumnsOf<CreatedTables<B, P, X>[Key]>,
      tables: CreatedTables<B, P, X>,
    ) => MySqlTableExtraConfigValue[];
  };
}

type ColumnsOf<Table> = Table extends { readonly _: { readonly columns: infer Columns } } ? Columns : never;

/**
 * Makes the tables of Auth.js with changes of your own: a prefix, more columns, more indexes.
 *
 * The adapter takes them as its option `tables`, and returns and accepts the added columns. Throws a `TypeError` for a
 * table that does not exist and for a column that already does.
 *
 * @example
 * export const { users, accounts, sessions, verificationTokens, authenticators } = createTables({
 *   base: 'production',
 *   prefix: 'auth_',
 *   extend: { users: { role: varchar('role', { length: 32 }).notNull().default('user') } },
 * });
 */
export function createTables<
  B extends Base = 'basic',
  const P extends string = '',
  X extends Extensions = Record<never, never>,
>(options?: CreateTablesOptions<B, P, X>): CreatedTables<B, P, X>;
// A loop cannot give each table its own type; the type tests check the signatures above.
export function createTables(options: GivenOptions = {}): unknown {
  const parts = findParts(options.base);
  const extend = requireTables(parts, 'extend', options.extend);
  const indexes = requireTables(parts, 'indexes', options.indexes);

  const tables: Record<string, MySqlTable> = {};
  for (const [key, { name, columns, indexes: ownIndexes }] of Object.entries(parts)) {
    const all = addColumns(key, columns(), extend[key] ?? {});
    const table = mysqlTable(`${options.prefix ?? ''}${name}`, all, (self) => [
      ...ownIndexes(self, tables),
      ...(indexes[key]?.(self, tables) ?? []),
    ]);
    requireDistinctNames(key, Object.values(getTableColumns(table)));
    tables[key] = table;
  }
  return tables;
}

/** The options for any set of tables. */
interface GivenOptions {
  readonly base?: string;
  readonly prefix?: string;
  readonly extend?: ByTable<ColumnBuilders>;
  readonly indexes?: ByTable<DeclareIndexes>;
}

type ByTable<Value> = Readonly<Record<string, Value>>;

/** What a table is made from. */
interface TableParts {
  readonly name: string;
  readonly columns: () => ColumnBuilders;
  readonly indexes: DeclareIndexes;
}

/** A function that declares the indexes of a table; typed as a method, so that it may ask for any columns. */
type DeclareIndexes = {
  declare(self: ByTable<MySqlColumn>, tables: ByTable<MySqlTable>): MySqlTableExtraConfigValue[];
}['declare'];

function findParts(given = 'basic'): ByTable<TableParts> {
  const base = given === 'seed' ? 'basic' : given;
  if (Object.hasOwn(bases, base)) return bases[base as keyof typeof bases];
  throw new TypeError(`Expected \`base\` to be 'basic' or 'production', got ${base}.`);
}

function requireTables<Value>(
  parts: ByTable<TableParts>,
  option: string,
  given: ByTable<Value> = {},
): ByTable<Value> {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(parts, key));
  if (unknown === undefined) return given;
  throw new TypeError(
    `Expected \`${option}\` to name some of ${Object.keys(parts).join(', ')}, got ${unknown}.`,
  );
}

function addColumns(key: string, own: ColumnBuilders, added: ColumnBuilders): ColumnBuilders {
  const twice = Object.keys(added).find((column) => Object.hasOwn(own, column));
  if (twice !== undefined) throw alreadyThere(key, twice);
  return { ...own, ...added };
}

function requireDistinctNames(key: string, columns: readonly { readonly name: string }[]): void {
  // MySQL ignores case in column names.
  const names = columns.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw alreadyThere(key, twice);
}

const alreadyThere = (key: string, column: string) =>
  new TypeError(
    `Expected \`extend.${key}\` to add columns, got ${column}, which already exists: give yours another name or, to change the package's, define the table with mysqlTable and the package's column factories.`,
  );
