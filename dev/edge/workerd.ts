import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type WorkerdConfig, workerdConfig } from './workerd-config.ts';

/** A running workerd with one worker in it. */
export interface Workerd {
  /** The worker's address, without a trailing slash. */
  readonly url: string;
  /** A promise for how workerd ended, by `stop()` or by itself; never rejects, and keeps no process alive. */
  readonly ended: Promise<string>;
  /** Ends workerd at once; a second call does nothing. */
  stop(): Promise<void>;
}

/** A worker and where it is served. */
export interface WorkerdOptions extends Omit<WorkerdConfig, 'port'> {
  /** @default 0, which is a free one */
  readonly port?: number;
}

/** A report from the supervisor process: first that workerd listens, then how it ended and its last words. */
export type Report = { readonly port: number; readonly pid: number } | Ending;

interface Ending {
  readonly ended: string;
  readonly said?: string;
}

/**
 * Starts workerd with a module worker on a port of the loopback address, and resolves when it listens.
 *
 * The worker reaches nothing beyond the loopback address and has no Node. What it logs goes to this process's
 * output. workerd ends with this process, however that ends.
 *
 * @example
 * const script = await bundleForEdge('worker.ts');
 * const workerd = await startWorkerd({ script, env: { GREETING: 'hello' } });
 * workerd.url; //=> 'http://127.0.0.1:40123'
 * await workerd.stop();
 */
export async function startWorkerd({ port = 0, ...worker }: WorkerdOptions): Promise<Workerd> {
  const supervisor = forkSupervisor();
  const { listening, ending } = readReports(supervisor);
  supervisor.send(workerdConfig({ ...worker, port }));
  const first = await Promise.race([listening, ending]);
  if (typeof first !== 'number') throw new Error(refusal(first, port));
  letTheCallerEnd(supervisor);
  return {
    url: `http://127.0.0.1:${first}`,
    ended: ending.then(({ ended }) => ended),
    async stop() {
      supervisor.ref();
      if (supervisor.connected) supervisor.disconnect();
      await ending;
    },
  };
}

function forkSupervisor(): ChildProcess {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(fileURLToPath(new URL('./supervisor.ts', import.meta.url)), {
    detached: true, // a Ctrl-C in the terminal is for the caller alone
    execArgv: ['--import', tsx],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function readReports(supervisor: ChildProcess) {
  let listens = (_port: number) => {};
  let pid: number | undefined;
  const listening = new Promise<number>((resolve) => {
    listens = resolve;
  });
  const ending = new Promise<Ending>((resolve) => {
    supervisor.on('message', (message) => {
      const report = message as Report; // the supervisor sends nothing else
      if ('port' in report) {
        pid = report.pid;
        listens(report.port);
      } else {
        pid = undefined;
        resolve(report);
      }
    });
    supervisor.once('exit', (code, signal) => {
      if (pid !== undefined) kill(pid); // a supervisor that was killed itself has left it behind
      resolve({ ended: `${signal ?? `exit code ${code}`}` });
    });
  });
  return { listening, ending };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {} // already gone
}

// A script that forgets stop() still ends; the supervisor notices and ends workerd.
function letTheCallerEnd(supervisor: ChildProcess): void {
  supervisor.unref();
  supervisor.channel?.unref();
}

function refusal({ ended, said = '' }: Ending, port: number): string {
  if (said.includes('Address already in use')) {
    return `Expected a free port for workerd, got ${port}, which another program is listening on; choose another one.`;
  }
  return `Expected workerd to serve the worker, but it ended with ${ended}: ${said.split('\n').join(' | ')}`;
}
