import { invalidArgument, requireFunction } from '../adapter/arguments.ts';
import { type Database, isTransaction } from '../database/database.ts';

/** How work on many rows is divided, followed and stopped; all of it may be left out. */
export interface BatchOptions<Progress> {
  /**
   * The most rows that one statement changes or returns, up to 10,000.
   * @default 1000
   */
  readonly batchSize?: number | undefined;
  /** Stops the work after the batch that is under way: what it has done stays done, and the result says so. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Receives what was done so far, after every batch. What it throws stops the work, and is passed on. If it returns a
   * promise, the next batch waits for that, and a rejection is passed on as well.
   */
  readonly onProgress?: ((progress: Progress) => unknown) | undefined;
}

/** The most rows of a batch: PlanetScale returns 100,000 in an answer, and locks are to be short. */
export const LARGEST_BATCH = 10_000;

/** How many rows a batch has if nothing is said. */
export const DEFAULT_BATCH = 1000;

/** Checks these options. */
export function requireBatches<Progress>({ batchSize, onProgress, signal }: BatchOptions<Progress>): void {
  if (
    batchSize !== undefined &&
    !(Number.isInteger(batchSize) && batchSize > 0 && batchSize <= LARGEST_BATCH)
  )
    throw invalidArgument(
      'batchSize',
      `be a whole number from 1 to ${LARGEST_BATCH}`,
      batchSize,
      typeof batchSize === 'number' ? String(batchSize) : undefined,
    );
  if (onProgress !== undefined) requireFunction(onProgress, 'onProgress');
  if (signal !== undefined && typeof signal?.aborted !== 'boolean')
    throw invalidArgument('signal', 'be an AbortSignal', signal);
}

/** Refuses a transaction of the caller's: its locks would last until all batches are done. */
export function requireNoTransaction(db: Database): void {
  if (isTransaction(db))
    throw invalidArgument('adapter', 'be on a database for maintenance', db, 'one in a transaction');
}
