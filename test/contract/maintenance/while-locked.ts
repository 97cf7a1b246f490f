import { expect } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { untilBlocked } from '../gate.ts';

type Transaction = Parameters<Parameters<OpenBackend['db']['transaction']>[0]>[0];

/**
 * Runs work while a transaction has changed something: what the work reads is still as it was, and its DELETE waits
 * until the transaction has ended.
 */
export async function whileLocked<Result>(
  { db, statementsOf }: OpenBackend,
  change: (transaction: Transaction) => Promise<unknown>,
  work: () => Promise<Result>,
  table = 'sessions',
): Promise<Result> {
  let result: Promise<Result> | undefined;
  await statementsOf(async (sent) => {
    await db.transaction(async (transaction) => {
      await change(transaction);
      result = work();
      result.catch(() => {});
      const hasBegun = () => sent.some((each) => each.startsWith('delete'));
      await expect.poll(hasBegun, { timeout: 15_000 }).toBe(true);
      // What a Vitess of several shards waits in is a SELECT of the same rows.
      await untilBlocked(db, result, table);
    });
  });
  return result as Promise<Result>;
}
