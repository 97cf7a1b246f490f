import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { edgeBuild } from '../../dev/edge/bundle.ts';
import { workerdConfig } from '../../dev/edge/workerd-config.ts';
import { edgeConditions } from '../../dev/edge.ts';
import { runCommand } from '../../dev/mysql/run-command.ts';

/** The times that are measured of a cold start, in milliseconds. */
export const METRICS = ['importMs', 'firstReadMs', 'laterReadMs', 'workerMs'] as const;

/** What one cold start took. */
export type Times = Readonly<Record<(typeof METRICS)[number], number>>;

/** Bundles a contender the way a site for the edge is bundled. */
export async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    ...edgeBuild(edgeConditions.workerd),
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    format: 'esm',
    minify: true,
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`Expected a bundle of ${name}, got nothing.`);
  return file.text;
}

/** Starts a contender in a fresh process of Node and a fresh workerd, where nothing of it is loaded yet. */
export async function startCold(
  file: string,
  script: string,
  url: string,
  sessionToken: string,
): Promise<Times> {
  const program = fileURLToPath(new URL('fresh-process.mjs', import.meta.url));
  const args = [program, pathToFileURL(file).href, url, sessionToken];
  const inNode = JSON.parse(await runCommand(process.execPath, args));
  return { ...inNode, workerMs: await firstAnswer(script, url, sessionToken) };
}

/** Returns the milliseconds from the start of workerd to its first answer. */
async function firstAnswer(script: string, url: string, sessionToken: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'authjs-bench-'));
  const file = join(folder, 'config.capnp');
  await writeFile(file, workerdConfig({ script, env: { url, sessionToken }, port: 0 }));
  // The package's default export is the path of its program.
  const program: { readonly default: string } = createRequire(import.meta.url)('workerd');
  const start = performance.now();
  const child = spawn(program.default, ['serve', '--control-fd=3', file], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const end = () => child.kill('SIGKILL'); // a clean shutdown would save nothing
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
