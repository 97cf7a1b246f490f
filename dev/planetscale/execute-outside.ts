import type { QueryError } from 'mysql2';
import type { PoolConnection } from 'mysql2/promise';
import { Refusal } from './refusal.ts';
import { resultOf } from './result.ts';
import { isOpen, type Outcome, runQuery } from './run-query.ts';
import { type VitessSession, withOutcome, withTransaction } from './session.ts';
import type { Parts, Step } from './step.ts';
import { vitessError } from './vitess-error.ts';

/**
 * Executes a statement outside of a transaction, on any connection; when it begins one, the connection is kept.
 *
 * When its client goes away, it does not begin, or is killed: nobody else would make an end to it.
 */
export async function executeOutside(
  parts: Parts,
  sql: string,
  session: VitessSession,
  gone: AbortSignal,
): Promise<Step> {
  const { connections, origin } = parts;
  const connection = await connections.borrow(gone).catch(unreachable);
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

// vtgate keeps it in the session, and writes its value into the statement.
async function recallLastInsertId(connection: PoolConnection, sql: string, { lastInsertId }: VitessSession) {
  if (lastInsertId && /last_insert_id/i.test(sql))
    await connection.query(`set last_insert_id = ${lastInsertId}`);
}
