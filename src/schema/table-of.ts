import type { BuildColumns } from 'drizzle-orm';
import type { MySqlColumnBuilder, MySqlTableWithColumns } from 'drizzle-orm/mysql-core';
import type { ByMajor } from './by-major.ts';

/** Is columns that are not in a table yet, by property name. */
export type ColumnBuilders = Record<string, MySqlColumnBuilder>;

/**
 * Is the Drizzle table of a name and of columns, as `mysqlTable` returns it.
 *
 * Spelled out by the compiler instead, the declaration would hold for one major version of Drizzle alone.
 */
export type TableOf<Name extends string, Columns extends ColumnBuilders> = MySqlTableWithColumns<
  ConfigOf<Name, BuildColumns<Name, Columns, 'mysql'>>
>;

// 1.0 also says that a table is no alias of another.
type ConfigOf<Name, Columns> = ByMajor<
  { name: Name; schema: undefined; columns: Columns; dialect: 'mysql' },
  { name: Name; schema: undefined; columns: Columns; dialect: 'mysql'; isAlias: false }
>;
