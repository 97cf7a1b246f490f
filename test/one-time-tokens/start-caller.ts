import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Task } from './caller.ts';

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
