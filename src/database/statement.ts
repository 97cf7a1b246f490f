import type { Database } from './database.ts';

/** A row, or the values for placeholders, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** A statement that Drizzle has prepared; `values` fill its placeholders by name. */
export interface PreparedStatement<Result> {
  execute(values?: Values): Promise<Result>;
}

/** A statement, and the name of the table that it is about. */
export interface Statement<Result> {
  readonly table: string;
  /** Returns the statement prepared on a database; it is prepared only once. */
  prepare(db: Database): PreparedStatement<Result>;
}

/** An INSERT, UPDATE or DELETE. */
export interface Write extends Statement<unknown> {
  /** Whether running it twice does no harm, so that it is sent again if no answer comes. */
  readonly isRepeatable?: boolean;
}
