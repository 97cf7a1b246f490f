import { invalidArgument, requireRow } from '../adapter/arguments.ts';
import { isDate } from '../adapter/columns/dates.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import { type BatchOptions, DEFAULT_BATCH, requireBatches, requireNoTransaction } from './batches.ts';
import { deleteExpired, expiringSessions, expiringTokens } from './expired-rows.ts';

/** The options of {@link prune}. */
export interface PruneOptions extends BatchOptions<Pruned> {
  /**
   * What expired before this moment is deleted; it must not be in the future.
   * @default now
   */
  readonly before?: Date | undefined;
}

/** What {@link prune} has deleted. */
export interface Pruned {
  readonly sessions: number;
  readonly verificationTokens: number;
  /** Whether nothing is left to delete; false while it is under way, and if it was stopped. */
  readonly done: boolean;
}

/**
 * Deletes expired sessions and verification tokens, and returns how many went.
 *
 * It works in short statements beside traffic: the keys of a batch are read, which locks nothing, and deleted if they
 * are still over, so that a session that is refreshed meanwhile stays. Rows of codes stay for a day more, since they
 * count the guesses of a day. Where no index begins with `expires`, as in the basic tables, it reads each table once.
 *
 * A run that was stopped or has failed leaves nothing half-done; the next one goes on. Rejects with `INVALID_ARGUMENT`
 * for options that cannot be used and for an adapter in a transaction, and otherwise with the error of the statement
 * that failed. A table that the adapter lacks counts 0.
 *
 * @example
 * const { sessions, verificationTokens } = await prune(adapter); //=> 1042, 17
 */
export async function prune(adapter: AdapterSource, options: PruneOptions = {}): Promise<Pruned> {
  const given = requireRow(options, 'options');
  requireBatches(given);
  const { before, batchSize = DEFAULT_BATCH, signal, onProgress } = given;
  const { context } = await partsOf(adapter);
  const moment = requirePast(before, context.now());
  const db = await context.connect();
  requireNoTransaction(db);
  const { sessions, verificationTokens } = context.tables;
  const tables = {
    sessions: sessions && expiringSessions(sessions),
    verificationTokens: verificationTokens && expiringTokens(verificationTokens),
  };
  let pruned: Pruned = { sessions: 0, verificationTokens: 0, done: false };
  if (signal?.aborted) return pruned;
  for (const key of ['sessions', 'verificationTokens'] as const) {
    const rows = tables[key];
    if (!rows) continue;
    for await (const count of deleteExpired(db, rows, moment, batchSize)) {
      pruned = { ...pruned, [key]: pruned[key] + count };
      await onProgress?.(pruned);
      if (signal?.aborted) return pruned;
    }
  }
  return { ...pruned, done: true };
}

function requirePast(before: Date | undefined, now: Date): Date {
  if (before === undefined) return now;
  const time = isDate(before) ? Number(before) : Number.NaN;
  if (time <= Number(now)) return new Date(time);
  const got = !isDate(before) ? undefined : Number.isNaN(time) ? 'an invalid one' : 'one in the future';
  throw invalidArgument('before', 'be a Date that has passed', before, got);
}
