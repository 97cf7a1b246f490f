import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import type { ServerKind } from './server.ts';

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** Returns every path at which a program is found in the folders, in their order. */
export async function findPrograms(name: string, folders: readonly string[]): Promise<string[]> {
  const paths = folders.map((folder) => join(folder, name + SUFFIX));
  const found = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => found[index]);
}

/** Returns a program's path; throws when there is none. */
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

/** Finds out which family a server program belongs to from its `--version`: Debian's mysqld is MariaDB. */
export async function kindOfProgram(path: string): Promise<ServerKind> {
  const version = await runCommand(path, ['--version'], { timeout: 10_000 });
  return kindFromVersion(version);
}

/** Returns the family that a version text names; only MariaDB names itself. */
export function kindFromVersion(version: string): ServerKind {
  return /mariadb/i.test(version) ? 'mariadb' : 'mysql';
}
