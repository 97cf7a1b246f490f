import type { BuildColumns } from 'drizzle-orm';
import type { MySqlColumnBuilder, MySqlTableWithColumns } from 'drizzle-orm/mysql-core';
import type { ByMajor } from './by-major.ts';

/** Columns that are not in a table yet, by property name. */
export type ColumnBuilders = Record<string, MySqlColumnBuilder>;

/**
 * A Drizzle table with a name and columns, as `mysqlTable` returns it.
 *
 * Spelled out by the compiler, a declaration would fit only one major version of Drizzle.
 */
export type TableOf<Name extends string, Columns extends ColumnBuilders> = MySqlTableWithColumns<
  ConfigOf<Name, BuildColumns<Name, Columns, 'mysql'>>
>;

// 1.0 also says whether a table is an alias of another.
type ConfigOf<Name, Columns> = ByMajor<
  { name: Name; schema: undefined; columns: Columns; dialect: 'mysql' },
  { name: Name; schema: undefined; columns: Columns; dialect: 'mysql'; isAlias: false }
>;
