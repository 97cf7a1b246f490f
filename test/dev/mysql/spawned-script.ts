import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Runs TypeScript code in a process of its own. */
export async function spawnScript(code: string, env: NodeJS.ProcessEnv = {}) {
  return spawnNode(['--input-type=module', '--eval', code], env);
}

/** Runs Node in a process group of its own, with the DATABASE_URL that is given or none. */
export async function spawnNode(args: string[], { DATABASE_URL, ...env }: NodeJS.ProcessEnv) {
  const given = DATABASE_URL ? { DATABASE_URL } : {};
  const { DATABASE_URL: _, ...outer } = process.env;
  const child = spawn(process.execPath, ['--import', TSX, ...args], {
    env: { ...outer, ...env, ...given },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
}

/** Waits for a process to end, and returns its code, or null after a signal. */
export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Waits for the first line on stdout, and rejects with stderr when there is none. */
export async function firstLine(child: Awaited<ReturnType<typeof spawnNode>>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`Expected a line on stdout, got: ${await text(child.stderr)}`);
}
