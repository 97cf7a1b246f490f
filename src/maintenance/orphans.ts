import { invalidArgument, requireRow } from '../adapter/arguments.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import {
  type BatchOptions,
  DEFAULT_BATCH,
  LARGEST_BATCH,
  requireBatches,
  requireNoTransaction,
} from './batches.ts';
import { deleteOrphansIn, findOrphans, type OrphanPlace, OWNED } from './orphan-batches.ts';

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

const NONE: Orphans = { sessions: 0, accounts: 0, authenticators: 0 };

/**
 * Counts the sessions, accounts and passkeys whose user does not exist.
 *
 * Users are compared byte by byte: a user whose id only looks alike is somebody else. Accounts without a user id count
 * too; a table that the adapter lacks counts 0. It reads each table in windows of 10,000 rows, with two SELECTs each,
 * which lock nothing. Rows that are written meanwhile may be counted or not.
 *
 * @example
 * await countOrphans(adapter); //=> { sessions: 3, accounts: 1, authenticators: 0 }
 */
export async function countOrphans(adapter: AdapterSource): Promise<Orphans> {
  const { context } = await partsOf(adapter);
  const places: OrphanPlace[] = [];
  for await (const place of findOrphans(await context.connect(), context.tables, LARGEST_BATCH))
    if (place.count > 0) places.push(place);
  return sumsOf(places);
}

/**
 * Deletes the sessions, accounts and passkeys whose user does not exist, and returns how many went.
 *
 * They are counted first, as by {@link countOrphans}; if there are more than `atMost`, it rejects with
 * `INVALID_ARGUMENT`, and nothing is deleted. Then they are deleted in batches, if their user still does not exist: the
 * rows of somebody who is restored meanwhile stay, and so does an account that is linked to somebody else. It stops
 * with `done: false` once it has deleted `atMost` rows and finds more; `done` is also false if rows are still there after
 * four attempts.
 *
 * Also rejects with `INVALID_ARGUMENT` for options that cannot be used and for an adapter in a transaction, and
 * otherwise with the error of the statement that failed; what was deleted until then is gone.
 *
 * @example
 * await deleteOrphans(adapter, { atMost: 100 }); //=> { sessions: 3, accounts: 1, authenticators: 0, done: true }
 */
export async function deleteOrphans(
  adapter: AdapterSource,
  options: DeleteOrphansOptions,
): Promise<DeletedOrphans> {
  const given = requireRow(options, 'options');
  requireBatches(given);
  const { atMost, batchSize = DEFAULT_BATCH, signal, onProgress } = given;
  requireAtMost(atMost);
  const { context } = await partsOf(adapter);
  const { tables } = context;
  const db = await context.connect();
  requireNoTransaction(db);
  let deleted: DeletedOrphans = { ...NONE, done: false };
  if (signal?.aborted) return deleted;
  const places: OrphanPlace[] = [];
  for await (const place of findOrphans(db, tables, batchSize)) {
    if (place.count > 0) places.push(place);
    if (signal?.aborted) return deleted;
  }
  requireExpected(sumsOf(places), atMost);
  const limits = { size: batchSize, atMost };
  let done = true;
  for await (const { key, count, isCut, isLeft } of deleteOrphansIn(db, tables, places, limits)) {
    if (isLeft) done = false;
    deleted = { ...deleted, [key]: deleted[key] + count };
    await onProgress?.(deleted);
    if (signal?.aborted || isCut) return deleted;
  }
  return { ...deleted, done };
}

/** Adds up the rows of each table. */
function sumsOf(places: readonly OrphanPlace[]): Orphans {
  const sums = { ...NONE };
  for (const { key, count } of places) sums[key] += count;
  return sums;
}

function requireAtMost(value: unknown): void {
  if (Number.isInteger(value) && Number(value) >= 0) return;
  const got = typeof value === 'number' ? String(value) : undefined;
  throw invalidArgument('atMost', 'be a whole number from 0', value, got);
}

function requireExpected(found: Orphans, atMost: number): void {
  const all = OWNED.reduce((sum, key) => sum + found[key], 0);
  if (all <= atMost) return;
  const each = OWNED.map((key) => `${key} ${found[key]}`).join(', ');
  const expected = `cover the ${all} rows without a user (${each}), none of which was deleted`;
  throw invalidArgument('atMost', expected, atMost, String(atMost));
}
