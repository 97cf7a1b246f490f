import { sql } from 'drizzle-orm';
import { columnsOf } from '../../adapter/tables/columns.ts';
import { onAllShards } from '../../maintenance/scatter.ts';
import type { Work } from '../work.ts';
import { type Finding, finding } from './finding.ts';
import type { PresentTable } from './given-tables.ts';
import { canWalk, walk } from './walk.ts';

/** Rows whose texts are kept in memory at the most: with 200 bytes each, 200 MB. */
const MOST_ROWS = 1_000_000;

/** Rows that have something in common. Their texts are never shown. */
export interface Repeated {
  readonly groups: readonly (readonly Row[])[];
  /** Says so if there were too many rows to look at. */
  readonly cut: readonly Finding[];
}

/** The id of a row, '' if it has none, and texts of it. */
interface Row {
  readonly id: string;
  readonly texts: readonly string[];
}

/** Finds rows of which some columns are equal, after `keyOf`; rows with a null there are left out. */
export async function findRepeated(
  work: Work,
  given: PresentTable,
  properties: readonly [string, string?],
  keyOf: (texts: readonly string[]) => string,
  mostRows = MOST_ROWS,
): Promise<Repeated> {
  if (!canWalk(work, given)) return { groups: [], cut: [] };
  const { id } = columnsOf(given.table);
  const [one, other = one] = properties.map((property) => property && given.columns[property]);
  const first = new Map<string, Row>();
  const repeated = new Map<string, Row[]>();
  const batches = walk<{ id: string; one: string | null; other: string | null }>(
    work,
    given,
    (db, isInWindow) =>
      db
        .select({
          id: onAllShards<string>(id ? sql`cast(${id} as char)` : sql`''`),
          one: sql<string | null>`cast(${one} as char)`,
          other: sql<string | null>`cast(${other} as char)`,
        })
        .from(given.table)
        .where(isInWindow),
  );
  let count = 0;
  for await (const rows of batches) {
    for (const { id, one, other } of rows) {
      if (one === null || other === null) continue;
      const row = { id, texts: [one, other] };
      const key = keyOf(row.texts);
      const before = first.get(key);
      if (before) repeated.set(key, [...(repeated.get(key) ?? [before]), row]);
      else first.set(key, row);
    }
    count += rows.length;
    if (count >= mostRows) return { groups: [...repeated.values()], cut: [cutShort(given, count)] };
  }
  return { groups: [...repeated.values()], cut: [] };
}

const cutShort = ({ name }: PresentTable, count: number) =>
  finding('check-cut-short', {
    table: name,
    count,
    problem: `Only the first ${count} rows were searched for duplicates.`,
    fix: 'Create the unique key that is missing, if one is: it refuses what is left. Otherwise use GROUP BY at a quiet hour.',
  });
