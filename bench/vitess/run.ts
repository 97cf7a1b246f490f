import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { runToEnd } from '../run-to-end.ts';
import { measureScenario, type Sample } from '../side-by-side/rounds.ts';
import { startWorker, type Worker } from '../side-by-side/start-worker.ts';
import { surroundings } from '../surroundings.ts';
import { type Count, countQueries } from './count.ts';
import { engines, type RunningEngines, startEngines } from './engines.ts';
import { readPlan } from './plan.ts';
import { type VitessResults, vitessPicture, vitessReport } from './report.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** Which of the contenders of the side-by-side benchmark is measured here. */
const CONTENDER = 'ours-on-pool-production';

const plan = readPlan(process.argv.slice(2));
await runToEnd(async (cleanup) => {
  if (plan.isQuick) cleanup.add(() => rm(plan.folder, { recursive: true, force: true }));
  const running = await startEngines(cleanup);
  await write(await measureAll(running, cleanup));
});

async function measureAll(running: RunningEngines, cleanup: Cleanup): Promise<VitessResults> {
  const { people, settings, rounds } = plan;
  const opened: Opened[] = [];
  for (const { name, label } of engines) opened.push(await open(name, label, running, cleanup));
  const samples: Sample[] = [];
  const counts: Count[] = [];
  for (const scenario of plan.scenarios) {
    for (const { entry, worker, database } of opened)
      counts.push(
        await countQueries({ engine: entry.name, url: database.url, worker }, scenario, {
          ...{ people, flows: plan.flows, countersUrl: running.countersUrl },
        }),
      );
    for (const setting of settings) {
      const start = performance.now();
      samples.push(...(await measureScenario(opened, plan, scenario, setting, (url) => url)));
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      say(`${scenario.name}, ${setting.concurrency} at once: ${seconds} s`);
    }
  }
  const { vitess, mysql } = running.versions;
  const about = surroundings({ kind: 'mysql', version: mysql }, ['drizzle-orm', 'mysql2']);
  const scenarios = plan.scenarios.map(({ name }) => name);
  return { scenarios, settings, rounds, samples, counts, surroundings: `Vitess ${vitess}; ${about}` };
}

interface Opened {
  readonly entry: { readonly name: string };
  readonly worker: Worker;
  readonly database: { readonly url: string };
}

/** Starts the process that calls one engine, and fills the engine's tables. */
async function open(
  name: string,
  label: string,
  { urls }: RunningEngines,
  cleanup: Cleanup,
): Promise<Opened> {
  const url = urls.get(name) ?? '';
  const worker = await startWorker(CONTENDER);
  cleanup.add(async () => worker.end());
  const start = performance.now();
  await worker.ask({ task: 'add people', url, people: plan.people });
  say(`${label}: ${plan.people} people in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return { entry: { name }, worker, database: { url } };
}

async function write(results: VitessResults): Promise<void> {
  const report = vitessReport(results);
  await mkdir(plan.folder, { recursive: true });
  await writeFile(join(plan.folder, 'vitess.md'), report);
  await writeFile(join(plan.folder, 'vitess.svg'), vitessPicture(results));
  process.stdout.write(report);
  if (!plan.isQuick) say(`Written to ${plan.folder}`);
}
