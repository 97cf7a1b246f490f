/** Names the numbers that a program may look for, as mysql2 names them; Vitess gives numbers alone. */
const NAMES = new Map([
  [1062, 'ER_DUP_ENTRY'],
  [1205, 'ER_LOCK_WAIT_TIMEOUT'],
  [1213, 'ER_LOCK_DEADLOCK'],
  [1406, 'ER_DATA_TOO_LONG'],
]);

/** Returns mysql2's name for an error number of MySQL, of those that matter here. */
export const mysqlName = (errno: number | undefined): string | undefined => NAMES.get(errno ?? 0);

/** Numbers for a server that shuts down or a connection that is killed while a statement is under way. */
const LOST = new Set([1053, 1927, 2006, 2013]);

/** Says whether an error number of MySQL leaves open what became of the statement. */
export const isLostConnection = (errno: number | undefined): boolean => LOST.has(errno ?? 0);
