import type { DriverError } from './driver-error.ts';
import { isLockedInMariadb, isSignalled, outcomeOfErrno } from './errno.ts';
import { readVitessError } from './vitess-error.ts';

/** What mysql2 throws for an error that a server sent. */
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
  // Vitess puts words of its own before the text of a trigger.
  const ofVitess = readVitessError(sqlMessage, !isSignalled(errno, sqlState));
  if (ofVitess) return ofVitess;
  if (isSignalled(errno, sqlState)) return { outcome: 'refused', code, errno, sqlState };
  // mysql2 knows the numbers of MySQL alone.
  const name = isLockedInMariadb(errno, sqlMessage) ? 'ER_ACCOUNT_HAS_BEEN_LOCKED' : code;
  return { outcome: outcomeOfErrno(errno, sqlMessage), code: name, errno, sqlState };
}
