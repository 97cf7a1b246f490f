import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import type { ServerKind } from './server.ts';

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** Lists where a program is found in the folders, in their order. */
export async function findPrograms(name: string, folders: readonly string[]): Promise<string[]> {
  const paths = folders.map((folder) => join(folder, name + SUFFIX));
  const found = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => found[index]);
}

/** Returns where a program is, or says that there is none. */
export async function findProgram(name: string, folders: readonly string[]): Promise<string> {
  const [first] = await findPrograms(name, folders);
  if (!first) throw new Error(`there is no ${name} on this machine`);
  return first;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Finds out what a server program is by its `--version`, since Debian's mysqld is MariaDB. */
export async function kindOfProgram(path: string): Promise<ServerKind> {
  const version = await runCommand(path, ['--version'], { timeout: 10_000 });
  return kindFromVersion(version);
}

/** Tells the family from a version text; MariaDB is the one that says so. */
export function kindFromVersion(version: string): ServerKind {
  return /mariadb/i.test(version) ? 'mariadb' : 'mysql';
}
