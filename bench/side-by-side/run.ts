import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { createDatabase, startServer } from '../../dev/mysql.ts';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { installContenders, installPrisma } from '../install.ts';
import { runToEnd } from '../run-to-end.ts';
import { surroundings } from '../surroundings.ts';
import type { SideBySide } from './comparison.ts';
import { type ContenderEntry, contenders } from './contenders/index.ts';
import { sessionReadPicture, sideBySidePicture } from './picture.ts';
import { readPlan } from './plan.ts';
import { sideBySideReport } from './report.ts';
import { type Count, countStatements, measureScenario, type Running, type Sample } from './rounds.ts';
import { startDelay } from './start-delay.ts';
import { startWorker } from './start-worker.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const plan = readPlan(process.argv.slice(2));
const entries = contenders.filter(({ optional }) => !optional || !plan.isQuick);
await runToEnd(async (cleanup) => {
  if (plan.isQuick) cleanup.add(() => rm(plan.folder, { recursive: true, force: true }));
  await installContenders();
  await run(await withoutMissing(entries), cleanup);
});

/** Returns the contenders without optional ones that cannot be installed, and says so. */
async function withoutMissing(entries: readonly ContenderEntry[]): Promise<readonly ContenderEntry[]> {
  if (!entries.some(({ optional }) => optional)) return entries;
  try {
    await installPrisma();
    return entries;
  } catch (error) {
    say(`Leaving out @auth/prisma-adapter: ${(error as Error).message}`);
    return entries.filter(({ optional }) => !optional);
  }
}

async function run(entries: readonly ContenderEntry[], cleanup: Cleanup): Promise<void> {
  const server = await startServer();
  cleanup.add(() => server.stop());
  const delay = await startDelay(server.url, Math.max(...plan.settings.map(({ delayMs }) => delayMs)));
  cleanup.add(async () => delay.end());
  // Waits for all even if one fails: none may still create a database when the databases are dropped.
  const opened = await Promise.allSettled(entries.map((entry) => open(entry, server.url, cleanup)));
  const running = opened.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });

  const samples: Sample[] = [];
  const counts: Count[] = [];
  for (const scenario of plan.scenarios) {
    for (const each of running) counts.push(await countStatements(each, scenario, plan.people));
    for (const setting of plan.settings) {
      const start = performance.now();
      const urlOf = setting.delayMs > 0 ? delay.urlOf : (url: string) => url;
      samples.push(...(await measureScenario(running, plan, scenario, setting, urlOf)));
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      say(`${scenario.name}, ${setting.concurrency} at once, ${setting.delayMs} ms each way: ${seconds} s`);
    }
  }
  const packages = entries.flatMap((entry) => entry.packages);
  const about = surroundings(server, packages);
  await write({ contenders: entries, plan, samples, counts, surroundings: about });
}

async function open(entry: ContenderEntry, serverUrl: string, cleanup: Cleanup): Promise<Running> {
  const { people } = plan;
  const database = await createDatabase(serverUrl);
  cleanup.add(() => database.drop());
  const proxy = await startMySqlProxy(database.url);
  cleanup.add(() => proxy.close());
  const worker = await startWorker(entry.name);
  cleanup.add(async () => worker.end());
  await worker.ask({ task: 'create tables', url: database.url });
  const start = performance.now();
  await worker.ask({ task: 'add people', url: database.url, people });
  say(`${entry.label}: ${people} people in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return { entry, worker, database, proxy };
}

async function write(results: SideBySide): Promise<void> {
  const report = sideBySideReport(results);
  await mkdir(plan.folder, { recursive: true });
  await writeFile(join(plan.folder, 'side-by-side.md'), report);
  await writeFile(join(plan.folder, 'side-by-side.svg'), sideBySidePicture(results));
  await writeFile(join(plan.folder, 'session-read.svg'), sessionReadPicture(results));
  process.stdout.write(report);
  if (!plan.isQuick) say(`Written to ${plan.folder}`);
}
