import type { QueryError } from 'mysql2';
import { TabletRefusal } from '../rows/run-query.ts';
import { grpcCodeOf } from './grpc-code.ts';
import { redactSql } from './redact-sql.ts';
import { vtgateText } from './vtgate-text.ts';

/** The part of an answer that the driver throws as a `DatabaseError`. */
export interface VitessError {
  readonly code: string;
  readonly message: string;
}

/** Where errors come from: the database and the user that their messages name, and whether a real vtgate words them. */
export interface Origin {
  readonly database: string;
  readonly user: string;
  readonly isVitess: boolean;
}

/** Returns a query's error as it arrives through a tablet and vtgate; throws anything else again. */
export function vitessError(error: unknown, sql: string, origin: Origin): VitessError {
  if (error instanceof TabletRefusal) return tabletError(error.grpcCode, error.message, origin, sql);
  if (!isQueryError(error)) throw error;
  const { errno, sqlState, message } = answered(error);
  // Seen: UNKNOWN for a duplicate key, and NOT_FOUND in the driver's own tests of a missing table.
  const code = errno === 1146 ? 'NOT_FOUND' : 'UNKNOWN';
  if (isWordedByVitess(error, origin)) return { code, message: withoutValues(message, origin, sql) };
  const own = vtgateText(errno, message, sql);
  if (own !== undefined) return gatewayError(own);
  const text = `${message} (errno ${errno}) (sqlstate ${sqlState})`;
  return { code, message: tabletMessage(grpcCodeOf(errno), text, origin, sql) };
}

/** Returns an error that comes from vtgate itself. */
export const gatewayError = (message: string): VitessError => ({ code: 'UNKNOWN', message });

/** Returns an error that comes from a tablet and not from MySQL. */
export function tabletError(
  grpcCode: string,
  description: string,
  origin: Origin,
  sql?: string,
): VitessError {
  return { code: 'UNKNOWN', message: tabletMessage(grpcCode, description, origin, sql) };
}

/** Says whether the connection is gone, and the transaction with it. */
export function isLost(error: unknown): boolean {
  return isQueryError(error) && (error.sqlState === undefined || error.fatal);
}

/** Says whether vtgate rolls back after an error and continues outside the transaction (scatter_conn.go, endAction). */
export function rollsBack(error: unknown, origin: Origin): boolean {
  if (error instanceof TabletRefusal) return error.grpcCode === 'Aborted';
  if (!isQueryError(error)) return false;
  const { errno, message } = answered(error);
  const code = isWordedByVitess(error, origin) ? RPC_ERROR.exec(message)?.[1] : grpcCodeOf(errno);
  return code === 'Aborted' || code === 'ResourceExhausted';
}

/** What a tablet's error begins with, before anything that it quotes. */
const RPC_ERROR = /^[^'"`]*?rpc error: code = (\w+)/;

/** Says whether an error has a vtgate's words already; that a connection is gone, only mysql2 says. */
export const isWordedByVitess = (error: unknown, { isVitess }: Origin): boolean => isVitess && !isLost(error);

/** Hides what a vtgate of one's own tells and PlanetScale does not: the statement's values. */
function withoutValues(message: string, { user }: Origin, sql: string): string {
  // The last caller counts: a value in MySQL's text may name one, too, and in the statement its quotation marks are escaped.
  const said = /^(.*) \(CallerID: [^()"]*\)(?:: Sql: ".*)?$/s.exec(message)?.[1];
  return said === undefined ? message : `${said} (CallerID: ${user})${statementText(sql)}`;
}

function tabletMessage(code: string, description: string, { database, user }: Origin, sql?: string): string {
  const statement = sql === undefined ? '' : statementText(sql);
  return `target: ${database}.-.primary: vttablet: rpc error: code = ${code} desc = ${description} (CallerID: ${user})${statement}`;
}

const statementText = (sql: string) => `: Sql: ${JSON.stringify(redactSql(sql))}, BindVars: {REDACTED}`;

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
