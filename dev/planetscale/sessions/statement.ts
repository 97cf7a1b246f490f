/** Comments, up to their end or that of the statement; what MySQL executes, such as `/*! this *\/`, is not one. */
const COMMENT = /\/\*(?!!)[\s\S]*?(?:\*\/|$)|(?:#|--(?!\S))[^\n]*/g;

/** Says whether a statement is a ROLLBACK of the whole transaction; one to a savepoint is like any other statement. */
export const isRollback = (sql: string): boolean => is(sql, /^rollback(?:\s+work)?(?:\s*;)?$/i);

/** Says whether a statement is a COMMIT. */
export const isCommit = (sql: string): boolean => is(sql, /^commit(?:\s+work)?(?:\s*;)?$/i);

/** Says whether a statement creates a temporary table. */
export const createsTemporaryTable = (sql: string): boolean => is(sql, /^create\s+temporary\s+table\b/i);

/** Says whether a statement is nothing but comments and spaces. */
export const isEmpty = (sql: string): boolean => is(sql, /^$/);

const is = (sql: string, statement: RegExp): boolean => statement.test(sql.replace(COMMENT, ' ').trim());
