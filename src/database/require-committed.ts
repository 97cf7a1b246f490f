import { MySqlAdapterError } from '../errors.ts';
import { clientOf, type Database } from './database.ts';
import { isTransaction } from './retry.ts';

/** The bit that a server sets in its status while a session is inside a transaction. */
const SERVER_STATUS_IN_TRANS = 1;

/**
 * Refuses a write over a pool that lies in a transaction: nobody commits it but by chance. On a single connection and
 * in a transaction of Drizzle's the caller does.
 */
export function requireCommitted(db: Database, result: unknown, table: string): void {
  const { serverStatus } = Object(Object(result)[0]);
  const isInTransaction = serverStatus & SERVER_STATUS_IN_TRANS;
  if (!isInTransaction || isTransaction(db) || !Object(clientOf(db)).getConnection) return;
  const message =
    `A write of table ${table} may or may not have happened: its connection is in a transaction that the adapter did ` +
    'not begin. Leave `autocommit` on and `completion_type` at NO_CHAIN, and end every transaction.';
  throw new MySqlAdapterError('OUTCOME_UNKNOWN', message, { table });
}
