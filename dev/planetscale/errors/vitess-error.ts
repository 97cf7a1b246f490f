import type { QueryError } from 'mysql2';
import { SeveralResults } from '../rows/run-query.ts';
import { grpcCodeOf } from './grpc-code.ts';
import { redactSql } from './redact-sql.ts';

/** The part of an answer that the driver throws as a `DatabaseError`. */
export interface VitessError {
  readonly code: string;
  readonly message: string;
}

/** The database and the user that every error message names. */
export interface Origin {
  readonly database: string;
  readonly user: string;
}

/** Returns a query's error as it arrives through a tablet and vtgate; throws anything else again. */
export function vitessError(error: unknown, sql: string, origin: Origin): VitessError {
  if (error instanceof SeveralResults) return tabletError('Unimplemented', error.message, origin);
  if (!isQueryError(error)) throw error;
  const { errno, sqlState, message } = answered(error);
  const text = `${message} (errno ${errno}) (sqlstate ${sqlState})`;
  return {
    // Seen: UNKNOWN for a duplicate key, and NOT_FOUND in the driver's own tests of a missing table.
    code: errno === 1146 ? 'NOT_FOUND' : 'UNKNOWN',
    message: tabletMessage(grpcCodeOf(errno), text, origin, sql),
  };
}

/** Returns an error that comes from a tablet and not from MySQL. */
export function tabletError(grpcCode: string, description: string, origin: Origin): VitessError {
  return { code: 'UNKNOWN', message: tabletMessage(grpcCode, description, origin) };
}

/** Says whether the connection is gone, and the transaction with it. */
export function isLost(error: unknown): boolean {
  return isQueryError(error) && (error.sqlState === undefined || error.fatal);
}

/** Says whether vtgate rolls back after an error and continues outside the transaction (scatter_conn.go, endAction). */
export function rollsBack(error: unknown): boolean {
  if (!isQueryError(error)) return false;
  const code = grpcCodeOf(answered(error).errno);
  return code === 'Aborted' || code === 'ResourceExhausted';
}

function tabletMessage(code: string, description: string, { database, user }: Origin, sql?: string): string {
  const statement = sql === undefined ? '' : `: Sql: ${JSON.stringify(redactSql(sql))}, BindVars: {REDACTED}`;
  return `target: ${database}.-.primary: vttablet: rpc error: code = ${code} desc = ${description} (CallerID: ${user})${statement}`;
}

/** Returns the server's error, or the one that Vitess's own client reports when the server is gone. */
function answered({ errno, sqlState, message }: QueryError) {
  if (errno === undefined || sqlState === undefined)
    return { errno: 2013, sqlState: 'HY000', message: 'EOF' };
  return { errno, sqlState, message };
}

/** Says whether an error is mysql2's: from the server it has a number, from the connection it is fatal. */
function isQueryError(error: unknown): error is QueryError {
  return error instanceof Error && ('sqlState' in error || 'fatal' in error);
}
