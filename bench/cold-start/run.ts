import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createConnection } from 'mysql2/promise';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { createDatabase, type DatabaseServer, startServer } from '../../dev/mysql.ts';
import { startPlanetScale } from '../../dev/planetscale.ts';
import { spreadText, table } from '../report/table.ts';
import { runToEnd } from '../run-to-end.ts';
import { shuffled } from '../shuffled.ts';
import { ratios } from '../statistics.ts';
import { surroundings } from '../surroundings.ts';
import { drizzleAdapterTables } from '../tables/drizzle-adapter.ts';
import { basicTables } from '../tables/ours.ts';
import { DRIVERS, importMs, unpackPublished } from './published.ts';
import { bundle, METRICS, startCold, type Times } from './start-cold.ts';

const contenders = [
  { name: 'driver-alone', label: 'Drizzle’s driver alone, one query by hand' },
  { name: 'ours', label: 'authjs-drizzle-mysql/planetscale' },
  { name: 'drizzle-adapter', label: '@auth/drizzle-adapter' },
] as const;
const REFERENCE = 'drizzle-adapter';
const SESSION_TOKEN = 'the token of Ada';

/** The SQL that adds one person who is signed in. */
const ada = `
  insert into users values ('ada', 'Ada', 'ada@example.com', null, null, now(), now());
  insert into sessions (user_id, expires, session_token, created_at, updated_at)
    values ('ada', '2037-01-01', '${SESSION_TOKEN}', now(), now());
  insert into user values ('ada', 'Ada', 'ada@example.com', null, null);
  insert into session values ('${SESSION_TOKEN}', 'ada', '2037-01-01');
`;

/** Makes a database with Ada in the tables of both adapters, and serves it as PlanetScale does. */
async function serveAda(cleanup: Cleanup, server: DatabaseServer): Promise<string> {
  const database = await createDatabase(server.url);
  cleanup.add(() => database.drop());
  const connection = await createConnection({ uri: database.url, multipleStatements: true });
  await connection.query(`${basicTables}\n${drizzleAdapterTables}\n${ada}`);
  await connection.end();
  const planetscale = await startPlanetScale(database.url);
  cleanup.add(() => planetscale.close());
  return planetscale.url;
}

async function run(cleanup: Cleanup): Promise<void> {
  const server = await startServer();
  cleanup.add(() => server.stop());
  const url = await serveAda(cleanup, server);
  const folder = await mkdtemp(join(tmpdir(), 'authjs-bench-'));
  cleanup.add(() => rm(folder, { recursive: true }));
  const bundles = new Map<string, string>();
  for (const { name } of contenders) {
    bundles.set(name, await bundle(name));
    await writeFile(join(folder, `${name}.mjs`), bundles.get(name) ?? '');
  }

  const published = await unpackPublished(cleanup);

  const times: Record<string, Times[]> = {};
  const imports: Record<string, Record<(typeof DRIVERS)[number], number>[]> = {};
  for (let round = -1; round < Number(values.rounds); round++) {
    for (const { name } of shuffled(contenders)) {
      const measured = await startCold(
        join(folder, `${name}.mjs`),
        bundles.get(name) ?? '',
        url,
        SESSION_TOKEN,
      );
      const ofPackages = {
        mysql2: await importMs(published, name, 'mysql2'),
        planetscale: await importMs(published, name, 'planetscale'),
      };
      // The first round fills the file system's caches and does not count.
      if (round < 0) continue;
      times[name] = [...(times[name] ?? []), measured];
      imports[name] = [...(imports[name] ?? []), ofPackages];
    }
  }

  const valuesOf = (name: string, metric: keyof Times) => (times[name] ?? []).map((each) => each[metric]);
  const rows = contenders.map(({ name, label }) => [
    label,
    gzipSync(bundles.get(name) ?? '').length,
    ...METRICS.map((metric) => spreadText(ratios(valuesOf(name, metric), valuesOf(REFERENCE, metric)))),
  ]);
  const importsOf = (name: string, driver: (typeof DRIVERS)[number]) =>
    (imports[name] ?? []).map((each) => each[driver]);
  const importRows = contenders.map(({ name, label }) => [
    label.replace(/\/planetscale$/, ''),
    ...DRIVERS.map((driver) => spreadText(ratios(importsOf(name, driver), importsOf(REFERENCE, driver)))),
  ]);
  const report = [
    '# Cold start',
    `What the first request at the edge waits for, over PlanetScale’s HTTP driver. Bytes are minified and compressed. Everything else is a ratio to \`@auth/drizzle-adapter\`, taken within each of ${values.rounds} interleaved rounds: the median, with the smallest and the largest in brackets. The import and the reads are from a fresh process of Node; the last column runs from the start of workerd to the answer to its first request.`,
    surroundings(server, ['drizzle-orm', '@planetscale/database', '@auth/drizzle-adapter', 'workerd']),
    table(['', 'bytes', 'import', 'first session read', 'tenth', 'workerd, first answer'], rows),
    '## On a server',
    'Nothing is bundled: what a fresh process of Node takes to import the published packages from `node_modules`, with Drizzle’s driver, in the same rounds.',
    table(['', 'import, mysql2', 'import, PlanetScale'], importRows),
    '',
  ].join('\n\n');
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'cold-start.md'), report);
  process.stdout.write(report);
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
  },
});
await runToEnd(run);
