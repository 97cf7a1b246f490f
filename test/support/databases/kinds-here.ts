import { thisMachine } from '../../../dev/mysql/machine.ts';
import type { Job, ServerKind } from '../../../dev/mysql/server.ts';
import { SOURCES } from '../../../dev/mysql/sources.ts';

/** Whether MariaDB is installed on this machine. */
export const hasMariadb = await findJob('mariadb').then(
  () => true,
  () => false,
);

/** The kind for tests that are the same for both: MariaDB starts in a third of the time. */
export const quickKind: ServerKind = hasMariadb ? 'mariadb' : 'mysql';

/** Finds the best way to run a server of one kind on this machine without installing anything. */
export async function findJob(kind: ServerKind): Promise<Job> {
  for (const source of SOURCES.filter((source) => source.kind === kind && !source.installs)) {
    const job = await source.find(thisMachine(), () => {}).catch(() => undefined);
    if (job) return job;
  }
  throw new Error(`Expected ${kind} on this machine, got none.`);
}
