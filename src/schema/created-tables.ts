import type { BuildColumns } from 'drizzle-orm';
import type { MySqlColumnBuilderBase, MySqlTableWithColumns } from 'drizzle-orm/mysql-core';
import type { accountColumns, productionAccountColumns } from './accounts.ts';
import type { authenticatorColumns } from './authenticators.ts';
import type { sessionColumns } from './sessions.ts';
import type { productionUserColumns, userColumns } from './users.ts';
import type { verificationTokenColumns } from './verification-tokens.ts';

/** Names the tables to start from. */
export type Base = 'seed' | 'production';

/** Is columns that are not in a table yet, by property name. */
export type ColumnBuilders = Record<string, MySqlColumnBuilderBase>;

/** Is columns to add, by the table's property name. */
export interface Extensions {
  readonly users?: ColumnBuilders;
  readonly accounts?: ColumnBuilders;
  readonly sessions?: ColumnBuilders;
  readonly verificationTokens?: ColumnBuilders;
  readonly authenticators?: ColumnBuilders;
}

/** Is a Drizzle table with columns of the package and added ones. */
type TableOf<Name extends string, Own extends ColumnBuilders, Added> = MySqlTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, Own & (Added extends ColumnBuilders ? Added : Record<never, never>), 'mysql'>;
  dialect: 'mysql';
}>;

/** Is the seed's tables with a prefix and added columns. */
export interface SeedTables<P extends string, X extends Extensions> {
  readonly users: TableOf<`${P}users`, ReturnType<typeof userColumns>, X['users']>;
  readonly accounts: TableOf<`${P}accounts`, ReturnType<typeof accountColumns>, X['accounts']>;
  readonly sessions: TableOf<`${P}sessions`, ReturnType<typeof sessionColumns>, X['sessions']>;
  readonly verificationTokens: TableOf<
    `${P}verification_tokens`,
    ReturnType<typeof verificationTokenColumns>,
    X['verificationTokens']
  >;
}

/** Is the tables of a growing site with a prefix and added columns. */
export interface ProductionTables<P extends string, X extends Extensions>
  extends Pick<SeedTables<P, X>, 'sessions' | 'verificationTokens'> {
  readonly users: TableOf<`${P}users`, ReturnType<typeof productionUserColumns>, X['users']>;
  readonly accounts: TableOf<`${P}accounts`, ReturnType<typeof productionAccountColumns>, X['accounts']>;
  readonly authenticators: TableOf<
    `${P}authenticators`,
    ReturnType<typeof authenticatorColumns>,
    X['authenticators']
  >;
}

/** Is what `createTables` returns: Drizzle tables with literal names, and the exact type of every column. */
export type CreatedTables<B extends Base, P extends string, X extends Extensions> = B extends 'production'
  ? ProductionTables<P, X>
  : SeedTables<P, X>;
