import { affectedRows } from './affected-rows.ts';
import { clientOf, type Database } from './database.ts';
import { type Operation, toAdapterError } from './errors/database-error.ts';
import { isBeyondCharacterSet } from './errors/errno.ts';
import { parseDriverError } from './errors/parse-driver-error.ts';
import { withHexText } from './mysql2/hex-text.ts';
import { requireStatus } from './mysql2/status.ts';
import { type Repeatability, retrying } from './retry.ts';
import type { Statement, Values, Write } from './statement.ts';

/**
 * Runs a SELECT and returns its rows; every failure is a {@link MySqlAdapterError}.
 *
 * `operation` says what a failure leaves behind, if more than a read was being done.
 *
 * No row can hold text that the column's character set has no letters for, whatever the server says about it.
 */
export async function read<Row>(
  db: Database,
  statement: Statement<Row[]>,
  values: Values,
  operation: Operation = 'read',
): Promise<Row[]> {
  try {
    return await send(db, statement, values, 'read');
  } catch (error) {
    if (isUnmatchable(error, values)) return [];
    throw toAdapterError(error, statement.table, operation);
  }
}

/** Runs an INSERT, UPDATE or DELETE and returns the number of rows that the driver reports. */
export async function write(db: Database, statement: Write, values: Values): Promise<number> {
  const { table, isRepeatable } = statement;
  try {
    const result = await send(db, statement, values, isRepeatable ? 'repeatable write' : 'write');
    requireStatus(clientOf(db), result, table);
    return affectedRows(result);
  } catch (error) {
    if (isUnmatchable(error, values)) return 0;
    throw toAdapterError(error, table, 'write');
  }
}

function send<Result>(
  db: Database,
  statement: Statement<Result>,
  values: Values,
  repeatability: Repeatability,
): Promise<Result> {
  return retrying(db, repeatability, () =>
    statement.prepare(db).execute(withHexText(values, () => clientOf(db))),
  );
}

/**
 * Says whether a column's character set lacks letters of a text in the condition. Servers send the same errors for
 * columns that cannot be compared with each other, so the text must be one that a character set might lack.
 */
const isUnmatchable = (error: unknown, values: Values) =>
  isBeyondCharacterSet(parseDriverError(error).errno) &&
  Object.values(values).some((value) => typeof value === 'string' && /[^\0-\x7f]/.test(value));
