import { affectedRows } from './affected-rows.ts';
import { type Operation, toAdapterError } from './database-error.ts';

/** Is a row, or the values for placeholders, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** Is a statement that Drizzle has prepared; `values` fill its placeholders by name. */
export interface PreparedStatement<Result> {
  execute(values?: Values): Promise<Result>;
}

/** Runs a prepared SELECT and returns its rows; what goes wrong is a {@link MySqlAdapterError}. */
export async function read<Row>(
  table: string,
  statement: PreparedStatement<Row[]>,
  values: Values,
  operation: Operation = 'read',
): Promise<Row[]> {
  try {
    return await statement.execute(values);
  } catch (error) {
    throw toAdapterError(error, table, operation);
  }
}

/** Runs a prepared INSERT, UPDATE or DELETE and returns how many rows the driver says it touched. */
export async function write(
  table: string,
  statement: PreparedStatement<unknown>,
  values: Values,
  operation: Operation = 'write',
): Promise<number> {
  try {
    return affectedRows(await statement.execute(values));
  } catch (error) {
    throw toAdapterError(error, table, operation);
  }
}
