import { affectedRows } from './affected-rows.ts';
import type { Database } from './database.ts';
import { type Operation, toAdapterError } from './database-error.ts';
import { isBeyondCharacterSet } from './errno.ts';
import { withHexText } from './hex-text.ts';
import { readDriverError } from './read-driver-error.ts';
import { requireStatus } from './require-status.ts';
import { retrying } from './retry.ts';

/** A row, or the values for placeholders, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** A statement that Drizzle has prepared; `values` fill its placeholders by name. */
export interface PreparedStatement<Result> {
  execute(values?: Values): Promise<Result>;
}

/** A statement, and the name of the table that it is about. */
export interface Statement<Result> {
  readonly table: string;
  /** Prepares it on a database, or finds it prepared. */
  prepare(db: Database): PreparedStatement<Result>;
}

/** An INSERT, UPDATE or DELETE. */
export interface Write extends Statement<unknown> {
  /** Whether to do it twice is as good as once, so that it is tried again where no answer came. */
  readonly isRepeatable?: boolean;
}

/**
 * Runs a SELECT and returns its rows; what goes wrong is a {@link MySqlAdapterError}.
 *
 * `operation` says what a failure leaves behind, where it is more than a read that was under way.
 *
 * Text that the column's character set has no letters for is in no row, whatever the server says about it.
 */
export async function read<Row>(
  db: Database,
  statement: Statement<Row[]>,
  values: Values,
  operation: Operation = 'read',
): Promise<Row[]> {
  try {
    return await retrying(db, 'read', () => statement.prepare(db).execute(withHexText(db, values)));
  } catch (error) {
    if (isUnmatchable(error, values)) return [];
    throw toAdapterError(error, statement.table, operation);
  }
}

/** Runs an INSERT, UPDATE or DELETE and returns how many rows the driver says it touched. */
export async function write(db: Database, statement: Write, values: Values): Promise<number> {
  const { table, isRepeatable } = statement;
  try {
    const result = await retrying(db, isRepeatable ? 'repeatable write' : 'write', () =>
      statement.prepare(db).execute(withHexText(db, values)),
    );
    requireStatus(db, result, table);
    return affectedRows(result);
  } catch (error) {
    if (isUnmatchable(error, values)) return 0;
    throw toAdapterError(error, table, 'write');
  }
}

/**
 * Says whether a column has no letters for a text that was looked for. Servers have the same errors for columns that
 * cannot be compared with each other, so the text must be one that a character set might lack.
 */
const isUnmatchable = (error: unknown, values: Values) =>
  isBeyondCharacterSet(readDriverError(error).errno) &&
  Object.values(values).some((value) => typeof value === 'string' && /[^\0-\x7f]/.test(value));
