import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runServerAgain } from '../../dev/mysql/run-server.ts';
import { runVitess, withTransactionIds } from '../../dev/vitess/run-vitess.ts';
import { type VitessOptions, vitessJob } from '../../dev/vitess.ts';

/** A Vitess whose MySQL beneath can be killed and started again; Vitess itself stays. */
export interface OwnVitess {
  /** The URL of vtgate. */
  readonly url: string;
  /** The URL of the MySQL beneath, the same after a restart. */
  readonly beneath: string;
  /** Kills the MySQL in the middle of its work, and resolves when it has ended. */
  crash(): Promise<void>;
  /** Starts the MySQL again on the data that it left, and resolves when it answers. */
  start(): Promise<void>;
  /** Stops everything and removes its files. */
  remove(): Promise<void>;
}

/**
 * Starts a Vitess as part of this process, without a supervisor, which would end it along with its MySQL.
 *
 * What the MySQL has committed survives a crash, unlike on the throwaway servers of other tests.
 */
export async function startOwnVitess(options: VitessOptions): Promise<OwnVitess> {
  const found = await vitessJob(options);
  const safe = ['--innodb-flush-log-at-trx-commit=1', '--innodb-doublewrite=ON'];
  const trailing = [...found.mysql.trailing, ...safe];
  const job = { ...found, mysql: { ...found.mysql, trailing } };
  const { signal } = new AbortController();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'authjs-vitess-test-')));
  const { url, beneath = '', end } = await runVitess(job, folder, signal);
  let endAgain = async () => {};
  return {
    url,
    beneath,
    async crash() {
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      process.kill(pid, 'SIGKILL');
      while (isRunning(pid)) await pause(5);
    },
    async start() {
      ({ end: endAgain } = await runServerAgain(withTransactionIds(job.mysql), folder, beneath, signal));
    },
    async remove() {
      await endAgain();
      await end();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
