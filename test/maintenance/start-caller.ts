import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Pruned } from '../../src/maintenance.ts';
import type { Task } from './caller.ts';

/** A process that waits for the word to prune. */
export interface Caller {
  /**
   * Lets it prune to its end, and returns what it said last; with a signal, which it is sent when it has said so many
   * times how far it is.
   */
  prune(signal?: { readonly name: 'SIGINT' | 'SIGKILL'; readonly after: number }): Promise<Said>;
}

/** What a process said of its work. */
interface Said {
  /** What it returned, undefined if it was killed. */
  readonly pruned: Pruned | undefined;
  /** How far it was when it last said so. */
  readonly progress: Pruned | undefined;
}

/** Starts a process; it has ended, or is ended, when the test has. */
export async function startCaller(file: string, task: Task): Promise<Caller> {
  const child = spawn(process.execPath, [file, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout);
  const ended = once(child, 'close');
  const failed = ended.then(() => {
    throw new Error('Expected the process to get ready.');
  });
  await Promise.race([once(lines, 'line'), failed]);
  failed.catch(() => {});
  return {
    async prune(signal) {
      let said: Said = { pruned: undefined, progress: undefined };
      let times = 0;
      lines.on('line', (line) => {
        said = { ...said, ...JSON.parse(line) };
        if (++times === signal?.after) child.kill(signal.name);
      });
      child.stdin.write('go\n');
      await ended;
      return said;
    },
  };
}
