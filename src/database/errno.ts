/** Numbers the errors of MySQL that the adapter tells apart. */
export const ER_DUP_ENTRY = 1062;
export const ER_DATA_TOO_LONG = 1406;

/** Names numbers that a program may look for as mysql2 does; Vitess gives numbers alone. */
const NAMES = new Map([
  [ER_DUP_ENTRY, 'ER_DUP_ENTRY'],
  [1205, 'ER_LOCK_WAIT_TIMEOUT'],
  [1213, 'ER_LOCK_DEADLOCK'],
  [ER_DATA_TOO_LONG, 'ER_DATA_TOO_LONG'],
]);

/** Returns mysql2's name for a number, of those that matter here. */
export const nameOfErrno = (errno: number | undefined): string | undefined => NAMES.get(errno ?? 0);

/** Numbers for a server that shuts down or a connection that is killed while a statement is under way. */
const LOST = new Set([1053, 1927, 2006, 2013]);

/** Says whether a number leaves open what became of the statement. */
export const isLostConnection = (errno: number | undefined): boolean => LOST.has(errno ?? 0);
