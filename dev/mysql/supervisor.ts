/**
 * Owns one server and its data folder, as a process of its own session.
 *
 * However the caller ends, even by SIGKILL, the channel to it closes; the server is then stopped and its
 * folder removed. Signals to the caller's process group, such as Ctrl-C, do not arrive here.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDownload } from './run-download.ts';
import { type RunningServer, runServer } from './run-server.ts';
import type { Job, Report } from './server.ts';

const stopping = new AbortController();
const stopped = new Promise<void>((resolve) => {
  stopping.signal.addEventListener('abort', () => resolve(), { once: true });
});

stopOnTheEndOfTheCaller();
await supervise(JSON.parse(process.argv[2] ?? '') as Job);

function stopOnTheEndOfTheCaller(): void {
  const stop = () => stopping.abort(new Error('interrupted'));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  // The caller may have ended while this file was being loaded.
  if (!process.connected) stop();
  // Whatever goes wrong in here, the server must not be left behind.
  process.on('uncaughtException', stop);
  process.stderr.on('error', () => {});
}

async function supervise(job: Job): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'authjs-mysql-')));
  try {
    const server = await start(job, folder);
    await report({ url: server.url, folder });
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

function start(job: Job, folder: string): Promise<RunningServer> {
  if (job.run === 'download') return runDownload(job.timeoutMs, stopping.signal);
  return runServer(job.program, folder, stopping.signal);
}

async function report(message: Report): Promise<void> {
  if (!process.connected) return;
  // The callback gets an error when the caller has ended meanwhile, which `disconnect` reports.
  await new Promise<void>((resolve) => process.send?.(message, () => resolve()));
}
