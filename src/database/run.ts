import { affectedRows } from './affected-rows.ts';
import type { Database } from './database.ts';
import { type Operation, toAdapterError } from './database-error.ts';
import { isBeyondCharacterSet } from './errno.ts';
import { readDriverError } from './read-driver-error.ts';
import { retrying } from './retry.ts';

/** Is a row, or the values for placeholders, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** Is a statement that Drizzle has prepared; `values` fill its placeholders by name. */
export interface PreparedStatement<Result> {
  execute(values?: Values): Promise<Result>;
}

/** Prepares a statement on a database, or finds it prepared. */
export type Preparer<Result> = (db: Database) => PreparedStatement<Result>;

/** Says on which table a statement works and, beside what it is, what was under way. */
interface About {
  readonly table: string;
  readonly operation?: Operation;
}

/**
 * Runs a prepared SELECT and returns its rows; what goes wrong is a {@link MySqlAdapterError}.
 *
 * Text that the column's character set has no letters for is in no row, whatever the server says about it.
 */
export async function read<Row>(
  db: Database,
  { table, operation = 'read' }: About,
  statement: Preparer<Row[]>,
  values: Values,
): Promise<Row[]> {
  try {
    return await retrying(db, 'read', () => statement(db).execute(values));
  } catch (error) {
    if (isUnmatchable(error)) return [];
    throw toAdapterError(error, table, operation);
  }
}

/** Runs a prepared INSERT, UPDATE or DELETE and returns how many rows the driver says it touched. */
export async function write(
  db: Database,
  { table, operation = 'write' }: About,
  statement: Preparer<unknown>,
  values: Values,
): Promise<number> {
  try {
    return affectedRows(await retrying(db, 'write', () => statement(db).execute(values)));
  } catch (error) {
    if (isUnmatchable(error)) return 0;
    throw toAdapterError(error, table, operation);
  }
}

const isUnmatchable = (error: unknown) => isBeyondCharacterSet(readDriverError(error).errno);
