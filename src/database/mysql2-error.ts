import type { DriverError } from './driver-error.ts';
import { isClosedBefore, isConflictErrno, isLostConnection } from './errno.ts';
import { readVitessError } from './vitess-error.ts';

/** Is what mysql2 throws for an error that a server sent. */
interface Mysql2Error extends Error {
  readonly code: string;
  readonly errno: number;
  readonly sqlState: string;
  readonly sqlMessage?: string;
}

/** Says whether an error came from a server through mysql2: only those have an SQLSTATE. */
export const isMysql2Error = (error: Error): error is Mysql2Error =>
  'sqlState' in error && typeof error.sqlState === 'string' && 'errno' in error;

/** Reads an error that a server sent through mysql2; Vitess speaks MySQL's protocol too. */
export function readMysql2Error({ code, errno, sqlState, sqlMessage = '' }: Mysql2Error): DriverError {
  return readVitessError(sqlMessage) ?? { outcome: outcomeOf(code, errno), code, errno, sqlState };
}

/** Codes of a server that lets nobody in. */
const TURNED_AWAY = new Set(['ER_ACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR', 'ER_CON_COUNT_ERROR']);

function outcomeOf(code: string, errno: number): DriverError['outcome'] {
  if (TURNED_AWAY.has(code)) return 'turned away';
  if (isClosedBefore(errno)) return 'not sent';
  if (isLostConnection(errno)) return 'no answer';
  return isConflictErrno(errno) ? 'conflict' : 'refused';
}
