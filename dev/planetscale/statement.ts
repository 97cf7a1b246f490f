/** Finds comments up to their end, or that of the statement; what MySQL executes, as `/*! this *\/`, is none. */
const COMMENT = /\/\*(?!!)[\s\S]*?(?:\*\/|$)|(?:#|--(?!\S))[^\n]*/g;

/** Tells a ROLLBACK of the whole transaction; one to a savepoint is a statement like any other. */
export const isRollback = (sql: string): boolean => is(sql, /^rollback(?:\s+work)?(?:\s*;)?$/i);

/** Tells a COMMIT. */
export const isCommit = (sql: string): boolean => is(sql, /^commit(?:\s+work)?(?:\s*;)?$/i);

const is = (sql: string, statement: RegExp): boolean => statement.test(sql.replace(COMMENT, ' ').trim());
