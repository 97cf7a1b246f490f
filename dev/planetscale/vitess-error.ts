import type { QueryError } from 'mysql2';
import { grpcCodeOf } from './grpc-code.ts';
import { redactSql } from './redact-sql.ts';
import { SeveralResults } from './run-query.ts';

/** Is the part of an answer that the driver throws as a `DatabaseError`. */
export interface VitessError {
  readonly code: string;
  readonly message: string;
}

/** Is what a message says besides what went wrong. */
export interface Origin {
  readonly database: string;
  readonly user: string;
}

/** Words what a query was rejected with as it arrives through a tablet and vtgate; anything else is thrown again. */
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

/** Words an error that a tablet has without MySQL. */
export function tabletError(grpcCode: string, description: string, origin: Origin): VitessError {
  return { code: 'UNKNOWN', message: tabletMessage(grpcCode, description, origin) };
}

/** Tells that the connection is gone, and with it the transaction. */
export function isLost(error: unknown): boolean {
  return isQueryError(error) && (error.sqlState === undefined || error.fatal);
}

/** Tells an error after which vtgate rolls the transaction back and goes on outside of it (scatter_conn.go, endAction). */
export function rollsBack(error: unknown): boolean {
  if (!isQueryError(error)) return false;
  const code = grpcCodeOf(answered(error).errno);
  return code === 'Aborted' || code === 'ResourceExhausted';
}

function tabletMessage(code: string, description: string, { database, user }: Origin, sql?: string): string {
  const statement = sql === undefined ? '' : `: Sql: ${JSON.stringify(redactSql(sql))}, BindVars: {REDACTED}`;
  return `target: ${database}.-.primary: vttablet: rpc error: code = ${code} desc = ${description} (CallerID: ${user})${statement}`;
}

/** Returns what the server said, or what Vitess's own client says when it said nothing any more. */
function answered({ errno, sqlState, message }: QueryError) {
  if (errno === undefined || sqlState === undefined)
    return { errno: 2013, sqlState: 'HY000', message: 'EOF' };
  return { errno, sqlState, message };
}

/** Tells mysql2's errors: from the server they have a number, of the connection they are fatal. */
function isQueryError(error: unknown): error is QueryError {
  return error instanceof Error && ('sqlState' in error || 'fatal' in error);
}
