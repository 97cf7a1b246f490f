import type { Outcome } from './driver-error.ts';

/** MySQL's number for a row that a unique key refuses. */
export const ER_DUP_ENTRY = 1062;

/** MySQL's number for a value that its column has no letters or no form for. */
export const ER_TRUNCATED_WRONG_VALUE_FOR_FIELD = 1366;

/** MySQL's number for a value that is longer than its column. */
export const ER_DATA_TOO_LONG = 1406;

const ER_SIGNAL_EXCEPTION = 1644;

/** The SQLSTATE of an error that a trigger or a procedure of the user's own has raised. */
export const SIGNALLED_STATE = '45000';

/** Says whether an error is one of the user's own: its text may say anything and quote any value. */
export const isSignalled = (errno: number, sqlState: string): boolean =>
  errno === ER_SIGNAL_EXCEPTION || sqlState === SIGNALLED_STATE;

const ER_UNKNOWN_ERROR = 1105;
const ER_QUERY_INTERRUPTED = 1317;
const ER_OPTION_PREVENTS_STATEMENT = 1290;
const ER_ACCOUNT_HAS_BEEN_LOCKED = 3118;
const ER_SECURE_TRANSPORT_REQUIRED = 3159;

/** Answers whatever is sent first on a connection that the server had closed, because nothing was sent for so long. */
const ER_CLIENT_INTERACTION_TIMEOUT = 4031;

/** Mysql2's names for numbers that a program may look for, for where an error has a number alone. */
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

/** Returns mysql2's name for a number, of those that matter here. */
export const nameOfErrno = (errno = 0): string | undefined => NAMES[errno];

/** Makes a function that says whether a number is one of these. */
export const oneOf =
  (...numbers: number[]) =>
  (number = 0): boolean =>
    numbers.includes(number);

/**
 * Says whether a number leaves open what became of the statement: the server shut down, or the connection was killed
 * while it was under way. Those from 2000 on belong to clients: a proxy in front of the server sends them when it lost
 * the server itself.
 */
export const isLostConnection = oneOf(1053, 1927, 2003, 2006, 2013, 2055);

/**
 * Says whether a number is one of a conflict with others, which may be gone a moment later: a record that changed since
 * it was read (1020), a lock that was waited for in vain (1205), a deadlock (1213), a counter that could not be read
 * (1467), a group that decided otherwise (3101), a Galera node that is not ready (1047), and TiDB's conflicts (8002,
 * 8022, 8028, 9007).
 */
export const isConflictErrno = oneOf(1020, 1047, 1205, 1213, 1467, 3101, 8002, 8022, 8028, 9007);

/**
 * Says whether a number means that no row can hold the text which was looked for, because the column's character set
 * has no letters for it: MySQL's 3854, and MariaDB's 1267, 1270 and 1271 for two, three and more operands.
 */
export const isBeyondCharacterSet = oneOf(1267, 1270, 1271, 3854);

/**
 * Says whether a number means that the same has to be asked for by other statements. The server has done nothing of one
 * that cannot be parsed (1064), has a name twice (1066) or reads a table that it changes (1093), would look at too many
 * rows (1104) or has no key in safe mode (1175), is not supported (1235), or names a table that one of its triggers
 * changes (1442).
 */
export const isUnsupportedErrno = oneOf(1064, 1066, 1093, 1104, 1175, 1235, 1442);

/**
 * Says whether a server lets this user in no more until somebody changes something: a password that is wrong (1045,
 * 1698), has expired (1820, 1862) or was wrong too often (3955), an account that is locked (3118), a host that may not
 * connect (1129, 1130), no TLS (3159), a database that is not there (1049) or not for this user (1044).
 */
const isTurnedAway = oneOf(1044, 1045, 1049, 1129, 1130, 1698, 1820, 1862, 3118, 3159, 3955);

/**
 * What servers say that take connections with TLS only: with MySQL's number for it, TiDB with the one that stands for
 * anything, as PlanetScale does, and Azure with one of its own.
 */
const WANTS_TLS = /^[^'"`]*(insecure (connections|transport)|SSL connection is required)/;

/** Returns the number that MySQL has for what a server may say with another one. */
export function errnoInMysql(errno: number, text: string): number {
  // In MySQL this number of MariaDB's has another meaning.
  if (errno === 4151 && /account is locked/i.test(text)) return ER_ACCOUNT_HAS_BEEN_LOCKED;
  return WANTS_TLS.test(text) ? ER_SECURE_TRANSPORT_REQUIRED : errno;
}

/**
 * Says whether a number is one of a server that does nothing for now: no connection is free (1040, 1203, 1226), it is
 * set offline (3032) or read-only (1792, 1836), as a primary is that has handed its place on.
 */
export const isNotReadyErrno = oneOf(1040, 1203, 1226, 1792, 1836, 3032);

/** Says whether a server is read-only; the same number stands for every option that forbids something. */
export const isReadOnly = (errno: number | undefined, text: string): boolean =>
  errno === ER_OPTION_PREVENTS_STATEMENT && /--(super-)?read-only|read_only/.test(text);

/** What proxies say that found no server to ask: ProxySQL, Amazon's RDS Proxy and MySQL Router. */
const NO_SERVER_TO_ASK =
  /^(Max connect timeout reached|Timed-out waiting to acquire|Can't connect to remote) /;

/** Returns what became of a statement by MySQL's number for a server's error, and by its text. */
export function outcomeOfErrno(errno: number, text: string): Outcome {
  if (isTurnedAway(errno)) return 'turned away';
  if (errno === ER_CLIENT_INTERACTION_TIMEOUT) return 'not sent';
  if (isNotReadyErrno(errno) || isReadOnly(errno, text) || NO_SERVER_TO_ASK.test(text)) return 'not ready';
  if (isLostConnection(errno)) return 'no answer';
  if (errno === ER_QUERY_INTERRUPTED || errno === ER_UNKNOWN_ERROR)
    return isInterruption(text) ? 'refused' : 'unclear';
  return isConflictErrno(errno) ? 'conflict' : 'refused';
}

/** Says whether a text is the one of a statement that somebody killed, which leaves nothing behind. */
export const isInterruption = (text: string): boolean => text.startsWith('Query execution was interrupted');
