import { mkdir, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as production from 'authjs-drizzle-mysql/schema/production';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase, type DatabaseServer, startServer } from '../../dev/mysql.ts';
import { runToEnd } from '../run-to-end.ts';
import { surroundings } from '../surroundings.ts';
import { basicTables, productionTables } from '../tables/ours.ts';
import { fillSql } from './fill.ts';
import { measureGrowth, openSite, type Site } from './grow.ts';
import { type GrowthOf, growthPicture, growthReport } from './report.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const schemas = [
  { name: 'The DDL, /schema', tables: basicTables, options: {}, withPasskeys: false },
  {
    name: 'Production, /schema/production',
    tables: productionTables,
    options: { tables: production },
    withPasskeys: true,
  },
];

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,100000,1000000' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
    'seconds-per-method': { type: 'string', default: '10' },
  },
});
const sizes = values.sizes.split(',').map(Number);
await runToEnd(run);

async function run(cleanup: Cleanup): Promise<void> {
  const server = await startServer();
  cleanup.add(() => server.stop());
  await makeRoom(server);
  const growth: GrowthOf[] = [];
  for (const schema of schemas) {
    const sites: Site[] = [];
    for (const size of sizes) sites.push(await openFilled(server.url, schema, size, cleanup));
    const grown = await measureGrowth(sites, Number(values['seconds-per-method']) * 1000, say);
    growth.push({ schema: schema.name, grown });
    await Promise.all(sites.map((site) => site.close()));
  }
  const report = growthReport(growth, sizes, surroundings(server, ['drizzle-orm', 'mysql2']));
  await mkdir(values.out, { recursive: true });
  await writeFile(`${values.out}/growth.md`, report);
  await writeFile(`${values.out}/growth.svg`, growthPicture(growth, sizes));
  process.stdout.write(report);
}

async function openFilled(
  serverUrl: string,
  schema: (typeof schemas)[number],
  size: number,
  cleanup: Cleanup,
): Promise<Site> {
  const start = performance.now();
  const database = await createDatabase(serverUrl);
  cleanup.add(() => database.drop());
  await runSql(database.url, `${schema.tables}\n${fillSql(size, schema)}`);
  say(`${schema.name}, ${size} people: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return openSite(database.url, size, (pool) => MySqlAdapter(pool, schema.options));
}

/** Gives the server memory for a million people, but leaves the settings of your own server alone. */
async function makeRoom({ url, external }: DatabaseServer): Promise<void> {
  if (external) return;
  const bytes = Math.min(totalmem() / 4, 4 * 2 ** 30);
  await runSql(url, `set global innodb_buffer_pool_size = ${Math.floor(bytes)}`);
}
