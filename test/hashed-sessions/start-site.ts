import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Task } from './caller.ts';

/** A site in a process of its own. */
export interface RunningSite {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a process of a program until the test ends, or until it is stopped. */
export async function startSite(file: string, task: Task): Promise<RunningSite> {
  const child = spawn(process.execPath, [file, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(stop);
  const failed = ended.then(() => {
    throw new Error('Expected the process to say its port before it ended.');
  });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), failed]);
  failed.catch(() => {});
  return { url: `http://127.0.0.1:${JSON.parse(line).port}`, stop };
}
