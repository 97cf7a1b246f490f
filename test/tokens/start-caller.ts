import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Task } from './caller.ts';

/** A process that waits for the word to ask for an access token. */
export interface Caller {
  /** Lets it ask, and returns what it says: the token, `none`, an error, or nothing if it was killed. */
  ask(): Promise<string>;
  /** Ends it at once, as a crash does. */
  kill(): void;
}

/** Starts a process in a time zone; it has ended, or is ended, when the test has. */
export async function startCaller(file: string, task: Task, timeZone = 'UTC'): Promise<Caller> {
  const child = spawn(process.execPath, [file, JSON.stringify(task)], {
    env: { ...process.env, TZ: timeZone },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = linesOf(child);
  await lines.until(/^ready$/m);
  // It may be killed while it is written to.
  child.stdin?.on('error', () => {});
  return {
    async ask() {
      child.stdin?.write('go\n');
      await once(child, 'close');
      return lines
        .text()
        .replace(/^ready\n/, '')
        .trim();
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Collects what a process says. */
function linesOf(child: ChildProcess) {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  return {
    text: () => text,
    async until(pattern: RegExp) {
      while (!pattern.test(text)) {
        if (!child.stdout || child.exitCode !== null) throw new Error('Expected the process to get ready.');
        await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
      }
    },
  };
}
