import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import type { Task } from './caller.ts';

/** Bundles the program of the processes, so that many of them start soon. */
export async function bundleCaller(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'one-time-token-caller-'));
  const file = join(folder, 'caller.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('caller.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // mysql2 is CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  return { file, remove: () => rm(folder, { recursive: true }) };
}

/** Starts a process that gets ready, and returns the function that lets it call and returns what it got. */
export async function startCaller(file: string, task: Task): Promise<() => Promise<unknown[]>> {
  const child = spawn(process.execPath, [file, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value } = await lines.next();
    if (typeof value !== 'string') throw new Error('Expected the process to say something.');
    return value;
  };
  await nextLine();
  return async () => {
    child.stdin.write('go\n');
    const said = JSON.parse(await nextLine());
    if (child.exitCode === null) await once(child, 'close');
    return said;
  };
}
