/** Numbers the errors of MySQL that the adapter tells apart. */
export const ER_DUP_ENTRY = 1062;
export const ER_TRUNCATED_WRONG_VALUE_FOR_FIELD = 1366;
export const ER_DATA_TOO_LONG = 1406;

/** Names numbers that a program may look for as mysql2 does; Vitess gives numbers alone. */
const NAMES = new Map([
  [ER_DUP_ENTRY, 'ER_DUP_ENTRY'],
  [1205, 'ER_LOCK_WAIT_TIMEOUT'],
  [1213, 'ER_LOCK_DEADLOCK'],
  [ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, 'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD'],
  [ER_DATA_TOO_LONG, 'ER_DATA_TOO_LONG'],
]);

/** Returns mysql2's name for a number, of those that matter here. */
export const nameOfErrno = (errno: number | undefined): string | undefined => NAMES.get(errno ?? 0);

/** Numbers for a server that shuts down or a connection that is killed while a statement is under way. */
const LOST = new Set([1053, 1927, 2006, 2013]);

/** Says whether a number leaves open what became of the statement. */
export const isLostConnection = (errno: number | undefined): boolean => LOST.has(errno ?? 0);

/** Answers whatever is sent first on a connection that the server had closed, because nothing was sent for so long. */
const ER_CLIENT_INTERACTION_TIMEOUT = 4031;

/** Says whether a number is of a connection that was closed before the statement came. */
export const isClosedBefore = (errno: number | undefined): boolean => errno === ER_CLIENT_INTERACTION_TIMEOUT;

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
