import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, runServer, runServerAgain } from '../../dev/mysql/run-server.ts';
import type { ServerKind } from '../../dev/mysql.ts';
import { findJob } from '../support/databases/kinds-here.ts';

/** A real server that no other test uses, so that it may be set up, stopped and killed at will. */
export interface OwnServer {
  readonly url: string;
  /** Shuts the server down as an operator does. */
  shutDown(): Promise<void>;
  /** Ends the server in the middle of its work, like a crash. */
  crash(): Promise<void>;
  /** Starts it again at the same address, on the data that it left. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** Starts a server of its own on a free port. */
export async function startOwnServer(kind: ServerKind): Promise<OwnServer> {
  const job = await findJob(kind);
  if (job.run !== 'program') throw new Error(`Expected a program of ${kind}, got a download.`);
  const { signal } = new AbortController();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'authjs-mysql-test-')));
  let running: RunningServer = await runServer(job.program, folder, signal);
  const { url } = running;
  return {
    url,
    shutDown: () => running.end(),
    async crash() {
      process.kill(Number(await readFile(join(folder, 'pid'), 'utf8')), 'SIGKILL');
      await running.ended;
    },
    async start() {
      running = await runServerAgain(job.program, folder, url, signal);
    },
    async remove() {
      await running.end();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
