import { propertiesOf } from '../properties-of.ts';
import type { DriverError } from './driver-error.ts';
import { errnoInMysql, isSignalled, nameOfErrno, outcomeOfErrno } from './errno.ts';
import { parseVitessError } from './vitess-error.ts';

/** What a server sent, as mysql2 and Bun throw it; Bun's code says only that a server sent it. */
interface ServerError {
  readonly code?: string | undefined;
  readonly errno: number;
  readonly sqlState: string;
  readonly message: string;
  readonly sqlMessage?: string;
}

/** Says whether an error came from a server through mysql2 or Bun: only those have an SQLSTATE. */
export function isServerError(error: Error): error is ServerError & Error {
  const { errno, sqlState } = propertiesOf(error);
  return errno !== undefined && typeof sqlState === 'string';
}

/** Parses an error that a server sent; Vitess speaks MySQL's protocol too. */
export function parseServerError(error: ServerError): DriverError {
  const { code, errno, sqlState, message, sqlMessage = message } = error;
  const isOwn = isSignalled(errno, sqlState);
  // Vitess puts its own words before the text of a trigger.
  const ofVitess = parseVitessError(sqlMessage, !isOwn);
  if (ofVitess) return ofVitess;
  if (isOwn) return { outcome: 'refused', code, errno, sqlState };
  const inMysql = errnoInMysql(errno, sqlMessage);
  return {
    outcome: outcomeOfErrno(inMysql, sqlMessage),
    code: nameOfErrno(inMysql) ?? code,
    errno,
    sqlState,
  };
}
