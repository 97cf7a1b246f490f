import { isLost, rollsBack, tabletError, vitessError } from '../errors/vitess-error.ts';
import { resultOf } from '../rows/result.ts';
import { isOpen, runQuery } from '../rows/run-query.ts';
import { inUse } from './in-use.ts';
import { type VitessSession, withOutcome, withTransaction } from './session.ts';
import { createsTemporaryTable, isCommit, isRollback } from './statement.ts';
import type { Parts, Step } from './step.ts';
import type { Transaction } from './transactions.ts';

/** A statement for a transaction, with the number of the session that came with it. */
interface Inside {
  readonly sql: string;
  readonly session: VitessSession;
  readonly id: string;
  readonly order: bigint;
}

/** Executes a statement on the connection of its transaction. */
export async function executeInside(parts: Parts, inside: Inside): Promise<Step> {
  const { sql, session, id, order } = inside;
  const { transactions } = parts;
  // When one of several concurrent statements fails, the driver sends a ROLLBACK while others still run.
  if (isRollback(sql)) await transactions.find(id)?.running?.catch(() => {});
  const transaction = transactions.find(id);
  if (!transaction) return afterTheEnd(parts, inside);
  // PlanetScale runs two concurrent statements of a session in any order. They are refused here, so that tests find them.
  const isOld = order < transaction.delivered && !isRollback(sql);
  if (transaction.running || isOld) throw inUse(session);
  return run(parts, inside, transaction);
}

async function run(parts: Parts, inside: Inside, transaction: Transaction): Promise<Step> {
  const running = onItsConnection(parts, inside, transaction);
  transaction.running = running;
  try {
    return await running;
  } finally {
    transaction.running = undefined;
  }
}

async function afterTheEnd({ transactions, origin }: Parts, { sql, session, id }: Inside): Promise<Step> {
  const reason = await transactions.whyNot(id);
  const outside = withTransaction(session, undefined);
  if (isRollback(sql)) return { session: outside, result: {} };
  return { session: outside, error: tabletError('Aborted', reason, origin) };
}

async function onItsConnection(parts: Parts, inside: Inside, transaction: Transaction): Promise<Step> {
  const { sql, session } = inside;
  if (createsTemporaryTable(sql))
    return {
      session,
      error: tabletError('Internal', 'DDL statement executed inside a transaction', parts.origin, sql),
    };
  try {
    const outcome = await runQuery(transaction.connection, sql);
    const after = withOutcome(session, outcome);
    if ('rows' in outcome || isOpen(outcome)) return { session: after, result: resultOf(outcome) };
    await end(parts, transaction, isRollback(sql) ? 'transaction rolled back' : 'transaction committed');
    return { session: withTransaction(after, undefined), result: resultOf(outcome) };
  } catch (error) {
    return afterError(parts, inside, transaction, error);
  }
}

async function afterError(
  parts: Parts,
  { sql, session }: Inside,
  transaction: Transaction,
  error: unknown,
): Promise<Step> {
  const said = vitessError(error, sql, parts.origin);
  // vtgate leaves the transaction at a COMMIT, even a failed one.
  const isLeft = isCommit(sql) || rollsBack(error, parts.origin);
  if (isLost(error)) await end(parts, transaction, 'unlocked closed connection');
  else if (isLeft) await end(parts, transaction, 'transaction rolled back');
  const outside = withTransaction(session, undefined);
  if (isLost(error) && isRollback(sql)) return { session: outside, result: {} };
  return { session: isLeft ? outside : session, error: said };
}

async function end(
  { connections, transactions }: Parts,
  transaction: Transaction,
  reason: string,
): Promise<void> {
  transactions.end(transaction, reason);
  await connections.giveBack(transaction.connection);
}
