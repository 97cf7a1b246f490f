import type { Outcome } from './driver-error.ts';

/** MySQL's number for a row that a unique key refuses. */
export const ER_DUP_ENTRY = 1062;

/** MySQL's number for a value with characters or a form that its column cannot hold. */
export const ER_TRUNCATED_WRONG_VALUE_FOR_FIELD = 1366;

/** MySQL's number for a value that is longer than its column. */
export const ER_DATA_TOO_LONG = 1406;

const ER_SIGNAL_EXCEPTION = 1644;

/** The SQLSTATE of an error raised by the user's own trigger or procedure. */
export const SIGNALLED_STATE = '45000';

/** Says whether the user's own SQL raised an error: its text may say anything and quote any value. */
export const isSignalled = (errno: number, sqlState: string): boolean =>
  errno === ER_SIGNAL_EXCEPTION || sqlState === SIGNALLED_STATE;

const ER_UNKNOWN_ERROR = 1105;
const ER_QUERY_INTERRUPTED = 1317;
const ER_OPTION_PREVENTS_STATEMENT = 1290;
const ER_ACCOUNT_HAS_BEEN_LOCKED = 3118;
const ER_SECURE_TRANSPORT_REQUIRED = 3159;

/** The number that answers the first statement on a connection which the server closed for being idle too long. */
const ER_CLIENT_INTERACTION_TIMEOUT = 4031;

/** The names that mysql2 has for numbers a program may look for; used if an error has only a number. */
const NAMES: Readonly<Record<number, string>> = {
  1045: 'ER_ACCESS_DENIED_ERROR',
  1049: 'ER_BAD_DB_ERROR',
  1054: 'ER_BAD_FIELD_ERROR',
  [ER_DUP_ENTRY]: 'ER_DUP_ENTRY',
  1146: 'ER_NO_SUCH_TABLE',
  1205: 'ER_LOCK_WAIT_TIMEOUT',
  1213: 'ER_LOCK_DEADLOCK',
  [ER_OPTION_PREVENTS_STATEMENT]: 'ER_OPTION_PREVENTS_STATEMENT',
  [ER_QUERY_INTERRUPTED]: 'ER_QUERY_INTERRUPTED',
  [ER_TRUNCATED_WRONG_VALUE_FOR_FIELD]: 'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
  [ER_DATA_TOO_LONG]: 'ER_DATA_TOO_LONG',
  [ER_ACCOUNT_HAS_BEEN_LOCKED]: 'ER_ACCOUNT_HAS_BEEN_LOCKED',
  [ER_SECURE_TRANSPORT_REQUIRED]: 'ER_SECURE_TRANSPORT_REQUIRED',
};

/** Returns mysql2's name for a number, if it is one that matters here. */
export const nameOfErrno = (errno = 0): string | undefined => NAMES[errno];

/** Makes a function that says whether a number is one of these. */
export const oneOf =
  (...numbers: number[]) =>
  (number = 0): boolean =>
    numbers.includes(number);

/**
 * Says whether a number leaves it unknown what happened to the statement: the server shut down, or the connection was
 * killed during it. Numbers from 2000 on are those of clients: a proxy sends them when it has lost the server.
 */
export const isLostConnection = oneOf(1053, 1927, 2003, 2006, 2013, 2055);

/**
 * Says whether a number means a conflict with other transactions, which may be gone a moment later: a record that
 * changed since it was read (1020), a lock wait that timed out (1205), a deadlock (1213), a counter that could not be
 * read (1467), a rollback that a replication group decided on (3101), a Galera node that is not ready (1047), and
 * TiDB's conflicts (8002, 8022, 8028, 9007).
 */
export const isConflictErrno = oneOf(1020, 1047, 1205, 1213, 1467, 3101, 8002, 8022, 8028, 9007);

/**
 * Says whether a number means that no row can hold the text in a condition, because the column's character set lacks
 * its letters: MySQL's 3854, and MariaDB's 1267, 1270 and 1271 for two, three and more operands.
 */
export const isBeyondCharacterSet = oneOf(1267, 1270, 1271, 3854);

/**
 * Says whether a number means that other statements must do the same work. The server has done nothing, because the
 * statement cannot be parsed (1064), has a name twice (1066), reads a table that it changes (1093), would examine too
 * many rows (1104), uses no key in safe mode (1175), is not supported (1235), or names a table that one of its triggers
 * changes (1442).
 */
export const isUnsupportedErrno = oneOf(1064, 1066, 1093, 1104, 1175, 1235, 1442);

/**
 * Says whether a server refuses this user until somebody changes something: a password that is wrong (1045, 1698), has
 * expired (1820, 1862) or was wrong too often (3955), an account that is locked (3118), a host that may not connect
 * (1129, 1130), no TLS (3159), a database that does not exist (1049) or is not for this user (1044).
 */
const isTurnedAway = oneOf(1044, 1045, 1049, 1129, 1130, 1698, 1820, 1862, 3118, 3159, 3955);

/**
 * What servers that require TLS say: most with MySQL's number for it, TiDB and PlanetScale with the one for any error,
 * and Azure with one of its own.
 */
const WANTS_TLS = /^[^'"`]*(insecure (connections|transport)|SSL connection is required)/;

/** Returns MySQL's number for an error to which another server may give a different one. */
export function errnoInMysql(errno: number, text: string): number {
  // MariaDB's number, which means something else in MySQL.
  if (errno === 4151 && /account is locked/i.test(text)) return ER_ACCOUNT_HAS_BEEN_LOCKED;
  return WANTS_TLS.test(text) ? ER_SECURE_TRANSPORT_REQUIRED : errno;
}

/**
 * Says whether a number means that a server does nothing for now: no connection is free (1040, 1203, 1226), or it is
 * offline (3032) or read-only (1792, 1836), like a primary that has been replaced.
 */
export const isNotReadyErrno = oneOf(1040, 1203, 1226, 1792, 1836, 3032);

/** Says whether a server is read-only; the same number is used for every option that forbids a statement. */
export const isReadOnly = (errno: number | undefined, text: string): boolean =>
  errno === ER_OPTION_PREVENTS_STATEMENT && /read[-_]only/.test(text);

/** What proxies say when they find no server: ProxySQL, Amazon's RDS Proxy and MySQL Router. */
const NO_SERVER_TO_ASK =
  /^(Max connect timeout reached|Timed-out waiting to acquire|Can't connect to remote) /;

/** Returns what happened to a statement, by MySQL's number for the server's error and by its text. */
export function outcomeOfErrno(errno: number, text: string): Outcome {
  if (isTurnedAway(errno)) return 'turned away';
  if (errno === ER_CLIENT_INTERACTION_TIMEOUT) return 'not sent';
  if (isNotReadyErrno(errno) || isReadOnly(errno, text) || NO_SERVER_TO_ASK.test(text)) return 'not ready';
  if (isLostConnection(errno)) return 'no answer';
  if (errno === ER_QUERY_INTERRUPTED || errno === ER_UNKNOWN_ERROR)
    return isInterruption(text) ? 'refused' : 'unclear';
  return isConflictErrno(errno) ? 'conflict' : 'refused';
}

/** Says whether a text is about a statement that somebody killed, which leaves nothing behind. */
export const isInterruption = (text: string): boolean => text.startsWith('Query execution was interrupted');
