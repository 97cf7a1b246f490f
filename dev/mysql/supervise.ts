import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningServer } from './run-server.ts';
import type { Report } from './server.ts';

/** Starts what a supervisor owns, with its files in a folder; the signal says that it is to stop. */
type Start<Job> = (job: Job, folder: string, signal: AbortSignal) => Promise<RunningServer>;

/** Owns what the first argument of this process asks for until the caller ends, and then removes it. */
export async function supervise<Job>(start: Start<Job>): Promise<void> {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stopOnTheEndOfTheCaller(stopping);
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'authjs-mysql-')));
  try {
    // The caller writes it as JSON, and nobody else starts a supervisor.
    const job: Job = JSON.parse(process.argv[2] ?? '');
    const server = await start(job, folder, stopping.signal);
    await report({ url: server.url, folder, ...(server.beneath && { beneath: server.beneath }) });
    await Promise.race([stopped, server.ended]);
    await server.end();
  } catch (error) {
    await report({ failed: (error as Error).message });
  }
  const isGone = await rm(folder, { recursive: true, force: true, maxRetries: 10 }).then(
    () => true,
    () => false,
  );
  // Exits explicitly: the download package cleans up on exit.
  process.exit(isGone ? 0 : 1);
}

function stopOnTheEndOfTheCaller(stopping: AbortController): void {
  const stop = () => stopping.abort(new Error('interrupted'));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  // The caller may have ended while this file was being loaded.
  if (!process.connected) stop();
  // Whatever goes wrong in here, the server must not be left behind.
  process.on('uncaughtException', stop);
  process.stderr.on('error', () => {});
}

async function report(message: Report): Promise<void> {
  if (!process.connected) return;
  // The callback gets an error when the caller has ended meanwhile, which `disconnect` reports.
  await new Promise<void>((resolve) => process.send?.(message, () => resolve()));
}
