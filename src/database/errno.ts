import type { Outcome } from './driver-error.ts';

/** Numbers of the errors of MySQL that the adapter tells apart. */
export const ER_DUP_ENTRY = 1062;
export const ER_TRUNCATED_WRONG_VALUE_FOR_FIELD = 1366;
export const ER_DATA_TOO_LONG = 1406;

/** The number and the state of an error that a trigger or a procedure of the user's own has raised. */
const ER_SIGNAL_EXCEPTION = 1644;
export const SIGNALLED_STATE = '45000';

/** Says whether an error is one of the user's own: its text may say anything and quote any value. */
export const isSignalled = (errno: number, sqlState: string): boolean =>
  errno === ER_SIGNAL_EXCEPTION || sqlState === SIGNALLED_STATE;

const ER_UNKNOWN_ERROR = 1105;
const ER_QUERY_INTERRUPTED = 1317;
const ER_OPTION_PREVENTS_STATEMENT = 1290;

/** Answers whatever is sent first on a connection that the server had closed, because nothing was sent for so long. */
const ER_CLIENT_INTERACTION_TIMEOUT = 4031;

/** Mysql2's names for numbers that a program may look for, for where an error has a number alone. */
const NAMES = new Map([
  [ER_DUP_ENTRY, 'ER_DUP_ENTRY'],
  [1205, 'ER_LOCK_WAIT_TIMEOUT'],
  [1213, 'ER_LOCK_DEADLOCK'],
  [ER_OPTION_PREVENTS_STATEMENT, 'ER_OPTION_PREVENTS_STATEMENT'],
  [ER_QUERY_INTERRUPTED, 'ER_QUERY_INTERRUPTED'],
  [ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, 'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD'],
  [ER_DATA_TOO_LONG, 'ER_DATA_TOO_LONG'],
]);

/** Returns mysql2's name for a number, of those that matter here. */
export const nameOfErrno = (errno: number | undefined): string | undefined => NAMES.get(errno ?? 0);

/**
 * Numbers for a server that shuts down or a connection that is killed while a statement is under way. Those from 2000
 * on belong to clients: a proxy in front of the server sends them when it lost the server itself.
 */
const LOST = new Set([1053, 1927, 2003, 2006, 2013, 2055]);

/** Says whether a number leaves open what became of the statement. */
export const isLostConnection = (errno: number | undefined): boolean => LOST.has(errno ?? 0);

/**
 * Numbers for a statement that was undone because of others: a record that changed since it was read (1020), a lock
 * that was waited for in vain (1205), a deadlock (1213), a counter that could not be read (1467), a group that
 * decided otherwise (3101), a Galera node that is not ready (1047), and TiDB's conflicts (8002, 8022, 8028, 9007).
 */
const CONFLICTS = new Set([1020, 1047, 1205, 1213, 1467, 3101, 8002, 8022, 8028, 9007]);

/** Says whether a number is one of a conflict with others, which may be gone a moment later. */
export const isConflictErrno = (errno: number | undefined): boolean => CONFLICTS.has(errno ?? 0);

/**
 * Numbers for a comparison of a column with text that its character set has no letters for: MySQL's 3854, and
 * MariaDB's 1267, 1270 and 1271 for two, three and more operands.
 */
const CANNOT_COMPARE = new Set([1267, 1270, 1271, 3854]);

/** Says whether a number means that no row can hold the text which was looked for. */
export const isBeyondCharacterSet = (errno: number | undefined): boolean => CANNOT_COMPARE.has(errno ?? 0);

/**
 * Numbers for what the server does not do by such a statement, of which it leaves nothing: one that cannot be
 * parsed (1064), has a name twice (1066) or reads a table that it changes (1093), would look at too many rows (1104)
 * or has no key in safe mode (1175), is not supported (1235), or names a table that one of its triggers changes (1442).
 */
const UNSUPPORTED = new Set([1064, 1066, 1093, 1104, 1175, 1235, 1442]);

/** Says whether a number means that the same has to be asked for by other statements. */
export const isUnsupportedErrno = (errno: number | undefined): boolean => UNSUPPORTED.has(errno ?? 0);

/**
 * Numbers for a server that lets this user in no more until somebody changes something: a password that is wrong
 * (1045, 1698), has expired (1820, 1862) or was wrong too often (3955), an account that is locked (3118), a host that
 * may not connect (1129, 1130), no TLS (3159), a database that is not there (1049) or not for this user (1044).
 */
const TURNED_AWAY = new Set([1044, 1045, 1049, 1129, 1130, 1698, 1820, 1862, 3118, 3159, 3955]);

/** Says whether an error is MariaDB's for an account that is locked, whose number has another meaning in MySQL. */
export const isLockedInMariadb = (errno: number, text: string): boolean =>
  errno === 4151 && /account is locked/i.test(text);

/**
 * Numbers for a server that does nothing for now: no connection is free (1040, 1203, 1226), it is set offline (3032)
 * or read-only (1792, 1836), as a primary is that has handed its place on.
 */
const NOT_READY = new Set([1040, 1203, 1226, 1792, 1836, 3032]);

/** Says whether a number is one of a server that does nothing for now. */
export const isNotReadyErrno = (errno: number | undefined): boolean => NOT_READY.has(errno ?? 0);

/** Says whether a server is read-only; the same number stands for every option that forbids something. */
export const isReadOnly = (errno: number | undefined, text: string): boolean =>
  errno === ER_OPTION_PREVENTS_STATEMENT && /--(super-)?read-only|read_only/.test(text);

/** What proxies say that found no server to ask: ProxySQL, Amazon's RDS Proxy and MySQL Router. */
const NO_SERVER_TO_ASK =
  /^(Max connect timeout reached while reaching hostgroup |Timed-out waiting to acquire database connection|Can't connect to remote MySQL server)/;

/** Returns what became of a statement by the number and the text of a server's error. */
export function outcomeOfErrno(errno: number, text: string): Outcome {
  if (TURNED_AWAY.has(errno) || isLockedInMariadb(errno, text)) return 'turned away';
  if (errno === ER_CLIENT_INTERACTION_TIMEOUT) return 'not sent';
  if (isNotReadyErrno(errno) || isReadOnly(errno, text) || NO_SERVER_TO_ASK.test(text)) return 'not ready';
  if (isLostConnection(errno)) return 'no answer';
  if (errno === ER_QUERY_INTERRUPTED) return isInterruption(text) ? 'refused' : 'unclear';
  if (errno === ER_UNKNOWN_ERROR) return 'unclear';
  return isConflictErrno(errno) ? 'conflict' : 'refused';
}

/** Says whether a text is the one of a statement that somebody killed, which leaves nothing behind. */
export const isInterruption = (text: string): boolean => text.startsWith('Query execution was interrupted');
