import { readdir, readFile } from 'node:fs/promises';

/** Finds the process of a program by this name below another process; undefined when there is none. Linux only. */
export async function descendant(ancestor: number, program: string): Promise<number | undefined> {
  const all = (await Promise.all((await readdir('/proc')).map(readProcess))).filter(
    (one) => one !== undefined,
  );
  const children = (parent: number): typeof all =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...children(one.pid)]);
  return children(ancestor).find((one) => one.program === program)?.pid;
}

async function readProcess(name: string) {
  if (!/^\d+$/.test(name)) return undefined;
  const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => ''); // it may have ended since
  const [, pid, program = '', parent] = /^(\d+) \((.*)\) \S+ (\d+)/s.exec(stat) ?? [];
  return pid ? { pid: Number(pid), program, parent: Number(parent) } : undefined;
}
