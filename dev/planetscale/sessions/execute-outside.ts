import type { QueryError } from 'mysql2';
import type { PoolConnection } from 'mysql2/promise';
import { Refusal } from '../errors/refusal.ts';
import { isWordedByVitess, vitessError } from '../errors/vitess-error.ts';
import { resultOf } from '../rows/result.ts';
import { isOpen, type Outcome, runQuery } from '../rows/run-query.ts';
import { type VitessSession, withOutcome, withTransaction } from './session.ts';
import type { Parts, Step } from './step.ts';

/**
 * Executes a statement outside of a transaction, on any connection. If it begins one, the connection is kept.
 *
 * When its client goes away, it is killed or never begins: nobody else would end it.
 */
export async function executeOutside(
  parts: Parts,
  sql: string,
  session: VitessSession,
  gone: AbortSignal,
): Promise<Step> {
  const { connections, origin } = parts;
  let connection: PoolConnection;
  try {
    connection = await connections.borrow(gone);
  } catch (error) {
    // A vtgate answers also while its MySQL does not.
    if (isWordedByVitess(error, origin)) return { session, error: vitessError(error, sql, origin) };
    return unreachable(error as QueryError); // mysql2 rejects with nothing else
  }
  const kill = () => void connections.kill(connection);
  gone.addEventListener('abort', kill);
  let outcome: Outcome;
  try {
    await recallLastInsertId(connection, sql, session);
    outcome = await runQuery(connection, sql);
  } catch (error) {
    await connections.giveBack(connection);
    return { session, error: vitessError(error, sql, origin) };
  } finally {
    gone.removeEventListener('abort', kill);
  }
  const id = isOpen(outcome) ? parts.transactions.begin(connection).id : undefined;
  if (id === undefined) await connections.giveBack(connection);
  return { session: withTransaction(withOutcome(session, outcome), id), result: resultOf(outcome) };
}

function unreachable(error: QueryError): never {
  throw new Refusal(503, 'unavailable', `Expected MySQL to answer, got ${error.code ?? error.message}`);
}

// vtgate keeps it in the session and writes its value into the statement.
async function recallLastInsertId(connection: PoolConnection, sql: string, { lastInsertId }: VitessSession) {
  if (lastInsertId && /last_insert_id/i.test(sql))
    await connection.query(`select last_insert_id(${lastInsertId})`); // vtgate refuses to SET it
}
