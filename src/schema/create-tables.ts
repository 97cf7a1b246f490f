import { getTableColumns } from 'drizzle-orm';
import { type MySqlTable, type MySqlTableExtraConfigValue, mysqlTable } from 'drizzle-orm/mysql-core';
import { bases } from './bases.ts';
import type { Base, CreatedTables, Extensions } from './created-tables.ts';
import type { ColumnBuilders } from './table-of.ts';

/** Is what {@link createTables} may be told; all of it may be left out. */
export interface CreateTablesOptions<B extends Base, P extends string, X extends Extensions> {
  /**
   * Names the tables to start from: those of `authjs-drizzle-mysql/schema`, or of `authjs-drizzle-mysql/schema/production`.
   * @default 'seed'
   */
  readonly base?: B;
  /**
   * Comes before every table's name, and nowhere else.
   * @default ''
   */
  readonly prefix?: P;
  /**
   * Adds columns to tables; none of them can take the place of one that is there. `authenticators` is a table of
   * `'production'` alone.
   */
  readonly extend?: X;
  /**
   * Adds keys to tables, foreign keys and checks, beside the keys that are there.
   *
   * Each function is given the columns of its table, and all of the tables, for foreign keys between them.
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
 * Makes the tables of Auth.js with changes of your own: a prefix, more columns, more keys.
 *
 * The adapter takes them as its option `tables`, and returns and accepts the added columns. Throws a `TypeError` for
 * a table that does not exist and for a column that is there already.
 *
 * @example
 * export const { users, accounts, sessions, verificationTokens, authenticators } = createTables({
 *   base: 'production',
 *   prefix: 'auth_',
 *   extend: { users: { role: varchar('role', { length: 32 }).notNull().default('user') } },
 * });
 */
export function createTables<
  B extends Base = 'seed',
  const P extends string = '',
  X extends Extensions = Record<never, never>,
>(options: CreateTablesOptions<B, P, X> = {}): CreatedTables<B, P, X> {
  const { base = 'seed', prefix = '' } = options;
  if (!Object.hasOwn(bases, base))
    throw new TypeError(`Expected \`base\` to be 'seed' or 'production', got ${base}.`);
  const parts: Readonly<Record<string, TableParts>> = bases[base];
  const extend = byTable(parts, options.extend, 'extend') as Readonly<Record<string, ColumnBuilders>>;
  const indexes = byTable(parts, options.indexes, 'indexes') as Readonly<Record<string, KeyMaker>>;

  const tables: Record<string, MySqlTable> = {};
  for (const [key, { name, columns, keys }] of Object.entries(parts)) {
    const all = together(key, columns(), extend[key] ?? {});
    const table = mysqlTable(`${prefix}${name}`, all, (self) => [
      ...keys(self),
      ...(indexes[key]?.(self, tables) ?? []),
    ]);
    requireDistinctNames(key, Object.values(getTableColumns(table)));
    tables[key] = table;
  }
  // What a loop makes has no type of its own; that this one is right is held by the tests of types.
  return tables as unknown as CreatedTables<B, P, X>;
}

/** Is what a table is made from. */
interface TableParts {
  readonly name: string;
  readonly columns: () => ColumnBuilders;
  readonly keys: KeyMaker;
}

// biome-ignore lint/suspicious/noExplicitAny: which columns there are depends on the table.
type KeyMaker = (self: any, tables?: any) => MySqlTableExtraConfigValue[];

function byTable(parts: object, given: object = {}, option: string): object {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(parts, key));
  if (unknown === undefined) return given;
  throw new TypeError(
    `Expected \`${option}\` to name some of ${Object.keys(parts).join(', ')}, got ${unknown}.`,
  );
}

function together(key: string, own: ColumnBuilders, added: ColumnBuilders): ColumnBuilders {
  const twice = Object.keys(added).find((column) => Object.hasOwn(own, column));
  if (twice !== undefined) throw alreadyThere(key, twice);
  return { ...own, ...added };
}

function requireDistinctNames(key: string, columns: readonly { readonly name: string }[]): void {
  // MySQL takes no notice of case in the names of columns.
  const names = columns.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw alreadyThere(key, twice);
}

const alreadyThere = (key: string, column: string) =>
  new TypeError(
    `Expected \`extend.${key}\` to add columns, got ${column}, which is there already: to change one, write the table with mysqlTable and the package's column factories.`,
  );
