import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';

/** A running program that writes to a log file. */
export interface Child {
  /** A promise for how the program ended; never rejects. */
  readonly ended: Promise<string>;
  /** Writes to the program's standard input and closes it. */
  feed(text: string): void;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a program whose output goes to a log file; rejects when it can't be started. */
export async function startChild(
  command: string,
  args: readonly string[],
  log: string,
  options: Pick<SpawnOptions, 'env' | 'gid' | 'uid'> = {},
): Promise<Child> {
  const file = await open(log, 'a');
  try {
    const child = spawn(command, args, { ...options, stdio: ['pipe', file.fd, file.fd] });
    const ended = once(child, 'exit').then(([code, signal]) => `${signal ?? `exit code ${code}`}`);
    ended.catch(() => {}); // the next line reports a failed spawn
    await once(child, 'spawn');
    // A program that ends early closes its input; why it ended is in its log.
    child.stdin?.on('error', () => {});
    return { ended, feed: (text) => child.stdin?.end(text), kill: (signal) => child.kill(signal) };
  } finally {
    await file.close();
  }
}

/** Waits for a program to end, kills it when the signal comes, and rejects with its log when it fails. */
export async function runChild(child: Child, log: string, signal: AbortSignal): Promise<void> {
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  const how = await child.ended;
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (how !== 'exit code 0') throw new Error(`it ended with ${how}: ${await lastLines(log)}`);
}

/** Asks a program to end, and kills it if it has not ended within ten seconds. */
export async function endChild(child: Child): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await child.ended;
  clearTimeout(timer);
}

/** Reads the last lines of a log, on one line. */
export async function lastLines(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join(' | ') || '(its log is empty)';
}
