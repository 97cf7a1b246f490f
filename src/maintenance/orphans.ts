import type { AdapterSource } from '../adapter/parts.ts';
import type { BatchOptions } from './batches.ts';

/** How many rows belong to users who do not exist. */
export interface Orphans {
  readonly sessions: number;
  readonly accounts: number;
  readonly authenticators: number;
}

/** The options of {@link deleteOrphans}. */
export interface DeleteOrphansOptions extends BatchOptions<DeletedOrphans> {
  /** The most rows that you expect: if there are more, none is deleted. With the wrong `tables`, all are orphans. */
  readonly atMost: number;
}

/** What {@link deleteOrphans} has deleted. */
export interface DeletedOrphans extends Orphans {
  /** Whether nothing is left to delete; false while it is under way, and if it was stopped. */
  readonly done: boolean;
}

/** Counts the sessions, accounts and passkeys whose user does not exist. */
export async function countOrphans(_adapter: AdapterSource): Promise<Orphans> {
  throw new Error('TODO');
}

/** Deletes the sessions, accounts and passkeys whose user does not exist. */
export async function deleteOrphans(
  _adapter: AdapterSource,
  _options: DeleteOrphansOptions,
): Promise<DeletedOrphans> {
  throw new Error('TODO');
}
