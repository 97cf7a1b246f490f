import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** How a process of the command is started. */
export interface StartOptions {
  /** The environment; nothing else is in it but `PATH`. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string;
}

/** What a process of the command has said and ended with. */
interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the command that is under way. */
interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until something is on standard error. */
  untilSaid(text: string): Promise<void>;
}

/** Starts the command as cron does: without a terminal, with an environment that is all but empty. */
export function startCommand(file: string, args: readonly string[], options: StartOptions = {}): Started {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  return {
    child,
    ended: once(child, 'close').then(([code, signal]) => ({ code: code ?? signal, ...said })),
    async untilSaid(text) {
      while (!said.stderr.includes(text)) await setTimeout(50);
    },
  };
}

/** Runs the command to its end. */
export const runToEnd = (...given: Parameters<typeof startCommand>): Promise<Ended> =>
  startCommand(...given).ended;
