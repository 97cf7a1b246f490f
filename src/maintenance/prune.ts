import type { AdapterSource } from '../adapter/parts.ts';
import type { BatchOptions } from './batches.ts';

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

/** Deletes expired sessions and verification tokens. */
export async function prune(_adapter: AdapterSource, _options: PruneOptions = {}): Promise<Pruned> {
  throw new Error('TODO');
}
