import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** How a process of the command is started. */
export interface StartOptions {
  /** The environment; nothing else is in it but `PATH`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** What a process of the command has said and ended with. */
export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the command that is under way. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the command as cron does: without a terminal, with an environment that is all but empty. */
export function startCommand(file: string, args: readonly string[], options: StartOptions = {}): Started {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const outputs = [text(child.stdout), text(child.stderr)] as const;
  const ended = once(child, 'close').then(async ([code, signal]) => {
    const [stdout, stderr] = await Promise.all(outputs);
    return { code: code ?? signal, stdout, stderr };
  });
  return { child, ended };
}

/** Runs the command to its end. */
export const runToEnd = (...given: Parameters<typeof startCommand>): Promise<Ended> =>
  startCommand(...given).ended;
