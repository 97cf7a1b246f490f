import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { type DatabaseServer, startServer } from '../../dev/mysql.ts';
import { runToEnd } from '../run-to-end.ts';
import { surroundings } from '../surroundings.ts';
import { liveSessionsOf, peopleFor } from './fill.ts';
import { type Measured, measureCase } from './measure.ts';
import { readPlan } from './plan.ts';
import { type MaintenanceResults, maintenancePicture, maintenanceReport } from './report.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const plan = readPlan(process.argv.slice(2));
await runToEnd(async (cleanup) => {
  if (plan.isQuick) cleanup.add(() => rm(plan.folder, { recursive: true, force: true }));
  await measureAll(cleanup);
  process.stdout.write(await readFile(join(plan.folder, 'maintenance.md'), 'utf8'));
});

async function measureAll(cleanup: Cleanup): Promise<void> {
  const live = liveSessionsOf(peopleFor(plan.rows));
  const measured: Measured[] = [];
  const about: string[] = [];
  for (const kind of new Set(plan.cases.map(({ server }) => server))) {
    const server = await startServer({ kind });
    cleanup.add(() => server.stop());
    await makeUsual(server);
    about.push(surroundings(server, ['drizzle-orm', 'mysql2', '@planetscale/database']));
    for (const each of plan.cases.filter(({ server }) => server === kind)) {
      const start = performance.now();
      measured.push(await measureCase(each, server.url, plan, cleanup));
      say(`${Object.values(each).join(', ')}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
      // What is there so far, should the run be ended.
      await write({ rows: plan.rows, live, measured, surroundings: about });
    }
    await server.stop();
  }
}

/**
 * Gives the server memory for the tables and has it write each commit to the disk, as a site's does, but leaves the
 * settings of your own server alone.
 */
async function makeUsual({ url, external }: DatabaseServer): Promise<void> {
  if (external) return;
  const bytes = Math.floor(Math.min(totalmem() / 4, 2 ** 30));
  await runSql(
    url,
    `set global innodb_buffer_pool_size = ${bytes}; set global innodb_flush_log_at_trx_commit = 1`,
  );
}

async function write(results: MaintenanceResults): Promise<void> {
  await mkdir(plan.folder, { recursive: true });
  await writeFile(join(plan.folder, 'maintenance.md'), maintenanceReport(results));
  await writeFile(join(plan.folder, 'maintenance.svg'), maintenancePicture(results));
}
