import { setTimeout as pause } from 'node:timers/promises';
import { Cleanup } from '../../dev/command/cleanup.ts';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase } from '../../dev/mysql.ts';
import { query } from '../../test/support/databases/query.ts';
import { basicTables, productionTables } from '../tables/ours.ts';
import type { Cleared } from './clear.ts';
import { fillSql, liveSessionsOf, peopleFor } from './fill.ts';
import type { Place } from './open.ts';
import type { Case, Plan } from './plan.ts';
import { startWorker, type Task } from './start-worker.ts';
import type { Waits } from './visits.ts';

/** What happened while expired sessions were deleted in one way. */
export interface Deletion {
  readonly cleared: Cleared;
  /** The waits of people who signed in meanwhile. */
  readonly beside: Waits;
  /** How many statements of anybody waited for a row that another one had locked. */
  readonly lockWaits: number;
}

/** What was measured in one case. */
export interface Measured extends Case {
  /** The waits of people while nothing was deleted. */
  readonly quiet: Waits;
  readonly prune: Deletion;
  /** Undefined over HTTP, where PlanetScale would refuse a statement of so many rows. */
  readonly atOnce?: Deletion;
}

const WARM_UP_MS = 2000;

/** Measures both ways on databases of their own, one after the other. */
export async function measureCase(
  each: Case,
  serverUrl: string,
  plan: Plan,
  cleanup: Cleanup,
): Promise<Measured> {
  const measure = async (task: Task) => {
    const ownCleanup = new Cleanup();
    cleanup.add(() => ownCleanup.run());
    return measureWay(each, task, serverUrl, plan, ownCleanup).finally(() => ownCleanup.run());
  };
  const { quiet, ...prune } = await measure('prune');
  if (each.driver === 'planetscale') return { ...each, quiet, prune };
  const { quiet: _, ...atOnce } = await measure('delete at once');
  return { ...each, quiet, prune, atOnce };
}

async function measureWay(
  { driver, schema }: Case,
  task: Task,
  serverUrl: string,
  { rows, quietMs }: Plan,
  cleanup: Cleanup,
): Promise<Deletion & { readonly quiet: Waits }> {
  const database = await createDatabase(serverUrl);
  cleanup.add(() => database.drop());
  const people = peopleFor(rows);
  await runSql(database.url, schema === 'basic' ? basicTables : productionTables);
  await runSql(database.url, fillSql(people));
  const place: Place = { driver, schema, url: database.url };
  const [visitors, cleaner] = [await startWorker(place), await startWorker(place)];
  cleanup.add(async () => [visitors, cleaner].forEach((worker) => void worker.end()));

  await visitors.during(people, () => pause(WARM_UP_MS));
  // Once is enough for both ways.
  const quiet = await visitors.during(people, () => pause(task === 'prune' ? quietMs : 0));
  const lockWaitsBefore = await lockWaitsOn(database.url);
  let cleared: Cleared | undefined;
  const beside = await visitors.during(people, async () => {
    cleared = await cleaner.clear(task);
  });
  const lockWaits = (await lockWaitsOn(database.url)) - lockWaitsBefore;
  await requireLiveAlone(database.url, liveSessionsOf(people));
  if (!cleared) throw new Error('Expected rows to be deleted.');
  return { quiet, cleared, beside, lockWaits };
}

async function lockWaitsOn(url: string): Promise<number> {
  const [row] = await query(url, "show global status like 'Innodb_row_lock_waits'");
  return Number(row?.Value);
}

/** Makes sure that what was measured is the deletion of every expired session, and of no other. */
async function requireLiveAlone(url: string, live: number): Promise<void> {
  const [row] = await query(
    url,
    'select count(*) as n, min(expires) > utc_timestamp() as live from sessions',
  );
  if (Number(row?.n) !== live || Number(row?.live) !== 1)
    throw new Error(`Expected ${live} live sessions to be left, got ${row?.n}.`);
}
