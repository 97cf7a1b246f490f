import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { createConnection } from 'mysql2/promise';
import type { Cleanup } from '../dev/command/cleanup.ts';
import { edgeBuild } from '../dev/edge/bundle.ts';
import { workerdConfig } from '../dev/edge/workerd-config.ts';
import { edgeConditions } from '../dev/edge.ts';
import { runCommand } from '../dev/mysql/run-command.ts';
import { createDatabase, type DatabaseServer, startServer } from '../dev/mysql.ts';
import { startPlanetScale } from '../dev/planetscale.ts';
import drizzleAdapter from './contenders/drizzle-adapter.ts';
import { basicTables } from './contenders/our-tables.ts';
import { spreadText, table } from './report/table.ts';
import { runToEnd } from './run-to-end.ts';
import { shuffled } from './shuffled.ts';
import { ratios } from './statistics.ts';
import { surroundings } from './surroundings.ts';

const contenders = [
  { name: 'driver-alone', label: 'Drizzle’s driver alone, one query by hand' },
  { name: 'ours', label: 'authjs-drizzle-mysql/planetscale' },
  { name: 'drizzle-adapter', label: '@auth/drizzle-adapter' },
] as const;
const REFERENCE = 'drizzle-adapter';
const METRICS = ['importMs', 'firstReadMs', 'laterReadMs', 'workerMs'] as const;
const SESSION_TOKEN = 'the token of Ada';

/** Is the SQL of one person who is signed in. */
const ada = `
  insert into users values ('ada', 'Ada', 'ada@example.com', null, null, now(), now());
  insert into sessions (user_id, expires, session_token, created_at, updated_at)
    values ('ada', '2037-01-01', '${SESSION_TOKEN}', now(), now());
  insert into user values ('ada', 'Ada', 'ada@example.com', null, null);
  insert into session values ('${SESSION_TOKEN}', 'ada', '2037-01-01');
`;

type Times = Readonly<Record<(typeof METRICS)[number], number>>;

/** Bundles a contender as a site for the edge is. */
async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    ...edgeBuild(edgeConditions.workerd),
    entryPoints: [fileURLToPath(new URL(`cold-start/${name}.ts`, import.meta.url))],
    format: 'esm',
    minify: true,
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`Expected a bundle of ${name}, got nothing.`);
  return file.text;
}

/** Starts a contender where nothing of it is loaded, in a process of Node and in workerd. */
async function startCold(file: string, script: string, url: string): Promise<Times> {
  const program = fileURLToPath(new URL('cold-start/fresh-process.mjs', import.meta.url));
  const args = [program, pathToFileURL(file).href, url, SESSION_TOKEN];
  const inNode = JSON.parse(await runCommand(process.execPath, args));
  return { ...inNode, workerMs: await firstAnswer(script, url) };
}

/** Returns how long workerd takes from its start to its first answer. */
async function firstAnswer(script: string, url: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'authjs-bench-'));
  const file = join(folder, 'config.capnp');
  await writeFile(file, workerdConfig({ script, env: { url, sessionToken: SESSION_TOKEN }, port: 0 }));
  // The package names its program as its default export.
  const program: { readonly default: string } = createRequire(import.meta.url)('workerd');
  const start = performance.now();
  const child = spawn(program.default, ['serve', '--control-fd=3', file], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const end = () => child.kill('SIGKILL'); // it holds nothing that a tidy end would save
  process.once('exit', end);
  try {
    const [line] = await once(child.stdio[3] as Readable, 'data'); // the pipe above
    const answer = await (await fetch(`http://127.0.0.1:${JSON.parse(String(line)).port}`)).text();
    if (!answer.includes('ada@example.com')) throw new Error(`Expected the session of Ada, got ${answer}.`);
    return performance.now() - start;
  } finally {
    end();
    process.off('exit', end);
    await rm(folder, { recursive: true });
  }
}

/** Makes a database with Ada in it, in the tables of either adapter, and serves it as PlanetScale does. */
async function serveAda(cleanup: Cleanup, server: DatabaseServer): Promise<string> {
  const database = await createDatabase(server.url);
  cleanup.add(() => database.drop());
  const connection = await createConnection({ uri: database.url, multipleStatements: true });
  await connection.query(`${basicTables}\n${drizzleAdapter.tables}\n${ada}`);
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

  const times: Record<string, Times[]> = {};
  for (let round = -1; round < Number(values.rounds); round++) {
    for (const { name } of shuffled(contenders)) {
      const measured = await startCold(join(folder, `${name}.mjs`), bundles.get(name) ?? '', url);
      // The first round fills caches of the file system, and does not count.
      if (round >= 0) times[name] = [...(times[name] ?? []), measured];
    }
  }

  const valuesOf = (name: string, metric: keyof Times) => (times[name] ?? []).map((each) => each[metric]);
  const rows = contenders.map(({ name, label }) => [
    label,
    gzipSync(bundles.get(name) ?? '').length,
    ...METRICS.map((metric) => spreadText(ratios(valuesOf(name, metric), valuesOf(REFERENCE, metric)))),
  ]);
  const report = [
    '# Cold start',
    `What the first request at the edge waits for, over PlanetScale’s HTTP driver. Bytes are minified and compressed. All else are ratios to \`@auth/drizzle-adapter\`, taken within each of ${values.rounds} interleaved rounds: the median, and the least and the largest in brackets. The import and the reads are those of a fresh process of Node; the last column is from the start of workerd to the answer of its first request.`,
    surroundings(server, ['drizzle-orm', '@planetscale/database', '@auth/drizzle-adapter', 'workerd']),
    table(['', 'bytes', 'import', 'first session read', 'tenth', 'workerd, first answer'], rows),
    '',
  ].join('\n\n');
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'cold-start.md'), report);
  process.stdout.write(report);
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    out: { type: 'string', default: fileURLToPath(new URL('results', import.meta.url)) },
  },
});
await runToEnd(run);
