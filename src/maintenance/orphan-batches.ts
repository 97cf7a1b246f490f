import type { Tables } from '../adapter/tables/tables.ts';
import type { Database } from '../database/database.ts';
import { countInWindows, ownedRowsOf, prepareOrphansDelete } from './orphan-rows.ts';
import type { Window } from './windows.ts';

/** The tables with rows that belong to users, in the order in which their rows go. */
export const OWNED = ['sessions', 'accounts', 'authenticators'] as const;

type Owned = (typeof OWNED)[number];

/** A window of a table with so many rows whose user does not exist. */
export interface OrphanPlace {
  readonly key: Owned;
  readonly window: Window;
  readonly count: number;
}

/** How often the rows of a window are deleted: in a storm of kills one DELETE in 270 is cut short. */
const ATTEMPTS = 4;

/** Counts the rows of every table whose user does not exist, in windows of `size` rows. */
export async function* findOrphans(db: Database, tables: Tables, size: number): AsyncGenerator<OrphanPlace> {
  const owned = ownedRowsOf(tables);
  for (const key of OWNED) {
    const rows = owned[key];
    if (!rows) continue;
    for await (const { window, count } of countInWindows(db, tables.users, rows, size))
      yield { key, window, count };
  }
}

/** What a batch has deleted. */
interface DeletedBatch {
  readonly key: Owned;
  readonly count: number;
  /** Whether it was cut short because no more may be deleted. */
  readonly isCut: boolean;
  /** Whether a window still has rows after all attempts. */
  readonly isLeft?: true;
}

/** Deletes the rows in windows whose user does not exist, `size` at a time, and no more than `atMost` of them. */
export async function* deleteOrphansIn(
  db: Database,
  tables: Tables,
  places: readonly OrphanPlace[],
  { size, atMost }: { readonly size: number; readonly atMost: number },
): AsyncGenerator<DeletedBatch> {
  const deletes = deletesOf(tables);
  let left = atMost;
  for (const { key, window } of places) {
    const { readIn, deleteRows } = deletes(key);
    let isEmpty = false;
    for (let attempt = 1; attempt <= ATTEMPTS && !isEmpty; attempt++) {
      const orphans = await readIn(db, window);
      let gone = 0;
      for (let start = 0; start < orphans.length; start += size) {
        const batch = orphans.slice(start, start + size);
        // Rows of one key go together, so that more may have gone than were named.
        const allowed = batch.slice(0, Math.max(left, 0));
        const count = await deleteRows(db, allowed);
        [left, gone] = [left - count, gone + count];
        yield { key, count, isCut: allowed.length < batch.length };
      }
      isEmpty = gone === orphans.length;
    }
    if (!isEmpty && (await readIn(db, window)).length > 0)
      yield { key, count: 0, isCut: false, isLeft: true };
  }
}

/** Returns a function that prepares the statements of a table once: each remembers which of them a server refuses. */
function deletesOf(tables: Tables) {
  const owned = ownedRowsOf(tables);
  const known = new Map<Owned, ReturnType<typeof prepareOrphansDelete>>();
  return (key: Owned) => {
    // Places are in tables that there are.
    const made = known.get(key) ?? prepareOrphansDelete(tables.users, owned[key] ?? owned.accounts);
    known.set(key, made);
    return made;
  };
}
