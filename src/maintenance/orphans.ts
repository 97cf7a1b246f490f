import { invalidArgument, requireRow } from '../adapter/arguments.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import {
  type BatchOptions,
  DEFAULT_BATCH,
  LARGEST_BATCH,
  requireBatches,
  requireNoTransaction,
} from './batches.ts';
import { countInWindows, type OrphansInWindow, ownedRowsOf, prepareOrphansDelete } from './orphan-rows.ts';

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

/** How often the rows of a window are deleted: in a storm of kills one DELETE in 270 is cut short. */
const ATTEMPTS = 4;

/** The tables in the order in which their rows go. */
const KEYS = ['sessions', 'accounts', 'authenticators'] as const;

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
  const db = await context.connect();
  const owned = ownedRowsOf(context.tables);
  const orphans = { ...NONE };
  for (const key of KEYS) {
    const rows = owned[key];
    if (!rows) continue;
    for await (const { count } of countInWindows(db, context.tables.users, rows, LARGEST_BATCH))
      orphans[key] += count;
  }
  return orphans;
}

/**
 * Deletes the sessions, accounts and passkeys whose user does not exist, and returns how many went.
 *
 * They are counted first, as by {@link countOrphans}; if there are more than `atMost`, it rejects with
 * `INVALID_ARGUMENT`, and nothing is deleted. Then they are deleted in batches, if their user still does not exist: the
 * rows of somebody who is restored meanwhile stay, and so does an account that is linked to somebody else. It stops
 * with `done: false` once it has deleted `atMost` rows and finds more.
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
  const { users } = context.tables;
  const db = await context.connect();
  requireNoTransaction(db);
  const owned = ownedRowsOf(context.tables);
  let deleted: DeletedOrphans = { ...NONE, done: false };

  const found = { ...NONE };
  const places: Record<keyof Orphans, OrphansInWindow[]> = { sessions: [], accounts: [], authenticators: [] };
  if (signal?.aborted) return deleted;
  for (const key of KEYS) {
    const rows = owned[key];
    if (!rows) continue;
    for await (const place of countInWindows(db, users, rows, batchSize)) {
      found[key] += place.count;
      if (place.count > 0) places[key].push(place);
      if (signal?.aborted) return deleted;
    }
  }
  if (sumOf(found) > atMost) throw tooMany(found, atMost);

  for (const key of KEYS) {
    const rows = owned[key];
    if (!rows || places[key].length === 0) continue;
    const { readIn, deleteRows } = prepareOrphansDelete(users, rows);
    for (const { window } of places[key])
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const orphans = await readIn(db, window);
        const before = deleted[key];
        for (let start = 0; start < orphans.length; start += batchSize) {
          const batch = orphans.slice(start, start + batchSize);
          const allowed = batch.slice(0, atMost - sumOf(deleted));
          deleted = { ...deleted, [key]: deleted[key] + (await deleteRows(db, allowed)) };
          onProgress?.(deleted);
          if (signal?.aborted || allowed.length < batch.length) return deleted;
        }
        if (deleted[key] - before === orphans.length) break;
      }
  }
  return { ...deleted, done: true };
}

const sumOf = (orphans: Orphans) => KEYS.reduce((sum, key) => sum + orphans[key], 0);

function requireAtMost(value: unknown): void {
  if (Number.isInteger(value) && Number(value) >= 0) return;
  const got = typeof value === 'number' ? String(value) : undefined;
  throw invalidArgument('atMost', 'be a whole number from 0', value, got);
}

const tooMany = (found: Orphans, atMost: number) =>
  invalidArgument(
    'atMost',
    `cover the ${sumOf(found)} rows without a user (${KEYS.map((key) => `${key} ${found[key]}`).join(', ')}), none of which was deleted`,
    atMost,
    String(atMost),
  );
