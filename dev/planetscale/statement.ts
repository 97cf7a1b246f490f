const COMMENTS = String.raw`^\s*(?:/\*[\s\S]*?\*/\s*)*`;
const ROLLBACK = new RegExp(String.raw`${COMMENTS}rollback(?:\s+work)?\s*;?\s*$`, 'i');
const COMMIT = new RegExp(String.raw`${COMMENTS}commit(?:\s+work)?\s*;?\s*$`, 'i');

/** Tells a ROLLBACK of the whole transaction; one to a savepoint is a statement like any other. */
export const isRollback = (sql: string): boolean => ROLLBACK.test(sql);

/** Tells a COMMIT. */
export const isCommit = (sql: string): boolean => COMMIT.test(sql);
