import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { downloadPackages } from './debian-unstable.ts';
import { findProgram } from './find-program.ts';
import type { Machine } from './machine.ts';
import { runCommand } from './run-command.ts';
import type { ServerProgram } from './server.ts';

/**
 * Unpacks MySQL from Debian's unstable suite into the user's cache folder, once, and returns its program.
 *
 * Debian stable has only MariaDB. The server comes with its own libc and runs through that libc's loader, so
 * nothing is installed into the system and root is not needed.
 */
export async function unpackedMysql(machine: Machine, log: (line: string) => void): Promise<ServerProgram> {
  const architecture = ARCHITECTURES[machine.arch];
  if (!architecture) throw new Error(`expected an x64 or arm64 processor, got ${machine.arch}`);
  const whole = join(machine.cacheFolder, `mysql-unstable-${machine.arch}`);
  await removeLeftovers(machine.cacheFolder);
  if (!(await exists(whole))) await unpackInto(whole, architecture, machine, log);
  return programIn(whole, architecture);
}

interface Architecture {
  readonly libraries: string;
  readonly loader: string;
}

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: { libraries: 'usr/lib/x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { libraries: 'usr/lib/aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

function programIn(root: string, { libraries, loader }: Architecture): ServerProgram {
  const folder = join(root, libraries);
  return {
    kind: 'mysql',
    command: join(folder, loader),
    leading: ['--inhibit-cache', '--library-path', folder, join(root, 'usr/sbin/mysqld')],
    trailing: [
      `--basedir=${join(root, 'usr')}`,
      `--lc-messages-dir=${join(root, 'usr/share/mysql')}`,
      `--plugin-dir=${join(root, 'usr/lib/mysql/plugin')}`,
      '--secure-file-priv=NULL',
    ],
  };
}

// Unpacked into another folder, then renamed in one step: the final folder is always complete.
async function unpackInto(
  whole: string,
  architecture: Architecture,
  machine: Machine,
  log: (line: string) => void,
): Promise<void> {
  const dpkg = await findProgram('dpkg', machine.programFolders);
  await mkdir(machine.cacheFolder, { recursive: true });
  const work = await mkdtemp(join(machine.cacheFolder, `${UNPACKING}${hostname()}.${process.pid}.`));
  try {
    log("Downloading MySQL from Debian's unstable suite (about 60 MB, 10 to 40 s, only this once) ...");
    const packages = await downloadPackages(machine, join(work, 'apt'));
    log(`Unpacking ${packages.length} packages into ${whole} (300 MB; delete it whenever you like) ...`);
    const root = join(work, 'root');
    await mkdir(root);
    for (const file of packages) await runCommand(dpkg, ['-x', file, root]);
    const { command, leading } = programIn(root, architecture);
    await runCommand(command, [...leading, '--version']);
    await renameUnlessThere(root, whole);
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 10 });
  }
}

// Another process may have unpacked the same files first.
async function renameUnlessThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: unknown) => {
    if (!(await exists(to))) throw error;
  });
}

const UNPACKING = 'unpacking.';
const HOUR_MS = 3_600_000;

/** Removes what killed unpacking processes left behind, and nothing of those still running. */
async function removeLeftovers(cacheFolder: string): Promise<void> {
  const names = await readdir(cacheFolder).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(UNPACKING))) {
    const folder = join(cacheFolder, name);
    if (await isLeftover(name, folder)) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

// A process id only means something on its own machine; several machines may share a cache folder.
async function isLeftover(name: string, folder: string): Promise<boolean> {
  const [pid] = name.split('.').slice(-2);
  if (name.startsWith(`${UNPACKING}${hostname()}.`)) return !isRunning(Number(pid));
  const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > HOUR_MS;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
