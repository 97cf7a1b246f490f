import type { accountColumns, productionAccountColumns } from './accounts.ts';
import type { authenticatorColumns } from './authenticators.ts';
import type { sessionColumns } from './sessions.ts';
import type { ColumnBuilders, TableOf } from './table-of.ts';
import type { productionUserColumns, userColumns } from './users.ts';
import type { productionVerificationTokenColumns, verificationTokenColumns } from './verification-tokens.ts';

/** The set of tables to start from; `'seed'` is the former name of `'basic'`, and deprecated. */
export type Base = 'basic' | 'production' | 'seed';

/** Columns to add, by the table's property name. */
export interface Extensions {
  readonly users?: ColumnBuilders;
  readonly accounts?: ColumnBuilders;
  readonly sessions?: ColumnBuilders;
  readonly verificationTokens?: ColumnBuilders;
  readonly authenticators?: ColumnBuilders;
}

/** A table with the package's columns and added ones. */
type With<Name extends string, Own extends ColumnBuilders, Added> = TableOf<
  Name,
  Own & (Added extends ColumnBuilders ? Added : Record<never, never>)
>;

// Types and not interfaces, because a schema given to Drizzle needs an index signature.

/** The basic tables with a prefix and added columns. */
export type BasicTables<P extends string, X extends Extensions> = {
  readonly users: With<`${P}users`, ReturnType<typeof userColumns>, X['users']>;
  readonly accounts: With<`${P}accounts`, ReturnType<typeof accountColumns>, X['accounts']>;
  readonly sessions: With<`${P}sessions`, ReturnType<typeof sessionColumns>, X['sessions']>;
  readonly verificationTokens: With<
    `${P}verification_tokens`,
    ReturnType<typeof verificationTokenColumns>,
    X['verificationTokens']
  >;
};

/**
 * The former name of {@link BasicTables}.
 * @deprecated Use `BasicTables`.
 */
export type SeedTables<P extends string, X extends Extensions> = BasicTables<P, X>;

/** The production tables with a prefix and added columns. */
export type ProductionTables<P extends string, X extends Extensions> = Pick<BasicTables<P, X>, 'sessions'> & {
  readonly users: With<`${P}users`, ReturnType<typeof productionUserColumns>, X['users']>;
  readonly accounts: With<`${P}accounts`, ReturnType<typeof productionAccountColumns>, X['accounts']>;
  readonly authenticators: With<
    `${P}authenticators`,
    ReturnType<typeof authenticatorColumns>,
    X['authenticators']
  >;
  readonly verificationTokens: With<
    `${P}verification_tokens`,
    ReturnType<typeof productionVerificationTokenColumns>,
    X['verificationTokens']
  >;
};

/** What `createTables` returns: Drizzle tables with literal names, and the exact type of every column. */
export type CreatedTables<B extends Base, P extends string, X extends Extensions> = B extends 'production'
  ? ProductionTables<P, X>
  : BasicTables<P, X>;
