import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Said, Task } from './caller.ts';

/** Starts a process, and returns a function that lets it go and returns what it says. */
export async function startCaller(file: string, task: Task): Promise<() => Promise<Said>> {
  const child = spawn(process.execPath, [file, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout);
  await Promise.race([once(lines, 'line'), failed()]);
  return async () => {
    child.stdin.write('go\n');
    const [said] = await Promise.race([once(lines, 'line'), failed()]);
    return JSON.parse(said);
  };

  async function failed(): Promise<never> {
    await once(child, 'exit');
    throw new Error('Expected the process to say something before it ended.');
  }
}
