import { readdir, readFile } from 'node:fs/promises';
import { expect, onTestFinished } from 'vitest';
import { rowsOf } from '../support/databases/new-database.ts';

/** Reads what the threads of a process are doing, each as the letter that Linux has for it. */
async function statesOf(pid: number): Promise<Set<string | undefined>> {
  const folder = `/proc/${pid}/task`;
  const stats = (await readdir(folder)).map((thread) => readFile(`${folder}/${thread}/stat`, 'utf8'));
  return new Set((await Promise.all(stats)).map((stat) => /\) (\w) /.exec(stat)?.[1]));
}

/**
 * Stops a server of the test's own in the middle of its work, with connections open, and returns how to wake it up.
 *
 * The kernel goes on taking connections and bytes for it. It is awake again when the test has ended in any case.
 */
export async function freeze(url: string): Promise<() => void> {
  const [found] = await rowsOf<{ file: string }>(url, 'select @@pid_file as file');
  const pid = Number(await readFile(found?.file ?? '', 'utf8'));
  const thaw = () => void process.kill(pid, 'SIGCONT');
  onTestFinished(thaw);
  process.kill(pid, 'SIGSTOP');
  // The signal is sent and not waited for: a statement that comes at once may still get through.
  await expect.poll(() => statesOf(pid), { interval: 1 }).toEqual(new Set(['T']));
  return thaw;
}
