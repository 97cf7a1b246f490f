/** Signs people in, or deletes what has expired, in a process of its own, as on a real site. */
import { prune } from 'authjs-drizzle-mysql/maintenance';
import { type Cleared, clearAtOnce, clearWithPrune } from './clear.ts';
import { openAdapter, type Place } from './open.ts';
import { statementTimes } from './statement-times.ts';
import { beginVisits, type Waits } from './visits.ts';

/** A job that a worker can be asked to do. */
export type Job =
  | { readonly task: 'begin visits'; readonly people: number }
  | { readonly task: 'end visits' }
  | { readonly task: 'prune' }
  | { readonly task: 'delete at once' };

/** A worker's answer to a job: what came of it, or what went wrong. */
export type Answer = { readonly waits?: Waits; readonly cleared?: Cleared } | { readonly failed: string };

const place: Place = JSON.parse(process.argv[2] ?? '');
const times = statementTimes();
const adapter = await openAdapter(place, times);
let endVisits = async (): Promise<Waits> => ({ waitsMs: [], failed: 0 });

// tsx turns them on, but the package should run as it does in an application.
process.setSourceMapsEnabled(false);
process.on('message', async (job: Job) => {
  const answer = await answerTo(job).catch((error: Error) => ({ failed: error.stack ?? error.message }));
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
process.send?.({});

async function answerTo(job: Job): Promise<Answer> {
  if (job.task === 'end visits') return { waits: await endVisits() };
  if (job.task === 'prune') return { cleared: await clearWithPrune(prune, adapter, times) };
  if (job.task === 'delete at once') return { cleared: await clearAtOnce(place.url) };
  endVisits = beginVisits(adapter, job.people);
  return {};
}
