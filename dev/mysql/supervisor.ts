/**
 * Owns one server and its data folder, as a process of its own session.
 *
 * However the caller ends, even by SIGKILL, the channel to it closes; the server is then stopped and its
 * folder removed. Signals to the caller's process group, such as Ctrl-C, do not arrive here.
 */
import { runDownload } from './run-download.ts';
import { runServer } from './run-server.ts';
import type { Job } from './server.ts';
import { supervise } from './supervise.ts';

await supervise<Job>((job, folder, signal) =>
  job.run === 'download' ? runDownload(job.timeoutMs, signal) : runServer(job.program, folder, signal),
);
