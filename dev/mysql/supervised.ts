import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Report } from './server.ts';

/** A server that a supervisor process owns. */
export interface SupervisedServer {
  readonly url: string;
  /** The URL of the MySQL beneath a Vitess. */
  readonly beneath: string | undefined;
  /** Resolves when the server is down and its folder is gone. */
  stop(): Promise<void>;
}

const ownSupervisor = new URL('./supervisor.ts', import.meta.url);

/** Starts a server under a supervisor process in a session of its own, so that it can't outlive this process. */
export async function startSupervised(job: object, file: URL = ownSupervisor): Promise<SupervisedServer> {
  const supervisor = forkSupervisor(job, file);
  const ended = once(supervisor, 'exit').then(([code, signal]) => signal ?? code);
  const report = await Promise.race([firstReport(supervisor), ended]);
  if (typeof report !== 'object') throw new Error(`its supervisor ended with ${report}`);
  if ('failed' in report) {
    await ended;
    throw new Error(report.failed);
  }
  letTheCallerEnd(supervisor);
  return { url: report.url, beneath: report.beneath, stop: () => stop(supervisor, ended, report.folder) };
}

function forkSupervisor(job: object, file: URL): ChildProcess {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(fileURLToPath(file), [JSON.stringify(job)], {
    detached: true,
    execArgv: ['--import', tsx],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

async function firstReport(supervisor: ChildProcess): Promise<Report> {
  const [report] = await once(supervisor, 'message');
  return report as Report; // the supervisor sends nothing else
}

// A script that forgets stop() still ends; the supervisor notices and stops the server.
function letTheCallerEnd(supervisor: ChildProcess): void {
  supervisor.unref();
  supervisor.channel?.unref();
}

async function stop(supervisor: ChildProcess, ended: Promise<unknown>, folder: string): Promise<void> {
  supervisor.ref();
  if (supervisor.connected) supervisor.disconnect();
  const how = await ended;
  if (how !== 0)
    throw new Error(`Expected the server's supervisor to remove ${folder}, but it ended with ${how}.`);
}
