import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Said, Task } from './caller.ts';

/** A process of a site. */
export interface Caller {
  /** Lets it finish what it does, and returns what it says. */
  stop(): Promise<Said>;
  /** Waits until it has ended, and returns what it says; undefined if it was killed before. */
  end(): Promise<Said | undefined>;
  signal(name: 'SIGINT' | 'SIGKILL'): void;
}

/** Starts a process and waits until it is at work; it has ended, or is ended, when the test has. */
export async function startCaller(file: string, task: Task): Promise<Caller> {
  const child = spawn(process.execPath, [file, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  // It may have ended while it is written to.
  child.stdin.on('error', () => {});
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  const closed = once(child, 'close');
  while (!text.startsWith('ready\n')) {
    if (child.exitCode !== null) throw new Error(`Expected the process to get ready, got ${text}`);
    await Promise.race([once(child.stdout, 'data'), closed]);
  }
  const end = async () => {
    await closed;
    const said = text.replace('ready\n', '').trim();
    return said ? (JSON.parse(said) as Said) : undefined;
  };
  return {
    end,
    signal: (name) => void child.kill(name),
    async stop() {
      child.stdin.write('stop\n');
      const said = await end();
      if (!said) throw new Error('Expected the process to say what it has done.');
      return said;
    },
  };
}
