import type { Database } from './database.ts';
import { toAdapterError } from './database-error.ts';
import { retrying } from './retry.ts';

/**
 * Runs work in a transaction: all of it happens, or nothing; what goes wrong is a `MySqlAdapterError`.
 *
 * After a conflict with others the whole is done again, so the work must be such that twice is as good as once. The
 * error says whether it may have happened: only when all was done and the end of the commit was not seen.
 */
export async function inTransaction(
  db: Database,
  table: string,
  work: (transaction: Database) => Promise<void>,
): Promise<void> {
  let mayBeCommitted = false;
  try {
    const refusedBegin = await retrying(db, 'write', async () => {
      const { stage, error } = await attempt(db, work);
      if (stage === 'done') return undefined;
      // Not thrown, to be done again: of a begin that fails, Drizzle never gives the connection back to its pool.
      if (stage === 'begin') return { error };
      mayBeCommitted ||= stage === 'commit';
      throw error;
    });
    if (refusedBegin) throw refusedBegin.error;
  } catch (error) {
    throw toAdapterError(error, table, mayBeCommitted ? 'unconfirmed write' : 'uncommitted write');
  }
}

/** Says how far a transaction came. */
interface Attempt {
  readonly stage: 'begin' | 'work' | 'commit' | 'done';
  readonly error?: unknown;
}

async function attempt(db: Database, work: (transaction: Database) => Promise<void>): Promise<Attempt> {
  let stage: Attempt['stage'] = 'begin';
  let failure: { readonly error: unknown } | undefined;
  try {
    await db.transaction(async (transaction) => {
      stage = 'work';
      await work(transaction).catch((error: unknown) => {
        failure = { error };
        throw error;
      });
      // From here on it is the commit that fails, or the rollback that a driver sends after it.
      stage = 'commit';
    });
    return { stage: 'done' };
  } catch (error) {
    // The error of the work comes first: a rollback that fails in turn puts its own in that one's place.
    return { stage, error: failure ? failure.error : error };
  }
}
