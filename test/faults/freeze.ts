import { readFile } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { rowsOf } from '../schema/new-database.ts';

/**
 * Stops a server of the test's own in the middle of whatever it does, connections open, and returns how to wake it up.
 *
 * The kernel goes on taking connections and bytes for it. It is awake again when the test has ended in any case.
 */
export async function freeze(url: string): Promise<() => void> {
  const [found] = await rowsOf<{ file: string }>(url, 'select @@pid_file as file');
  const pid = Number(await readFile(found?.file ?? '', 'utf8'));
  const thaw = () => void process.kill(pid, 'SIGCONT');
  onTestFinished(thaw);
  process.kill(pid, 'SIGSTOP');
  return thaw;
}
