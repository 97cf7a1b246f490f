import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject, onTestFinished } from 'vitest';
import { createDatabase } from '../../dev/mysql.ts';
import type { Name } from './names.ts';

const execute = promisify(execFile);

/** Returns the folder that a project is installed in. */
export const folderOf = (name: Name) => new URL(`${name}/`, inject('consumers'));

/** Makes an empty database that is dropped when the test has ended. */
export async function newDatabase(): Promise<string> {
  const database = await createDatabase(inject('servers').mysql ?? '');
  onTestFinished(() => database.drop());
  return database.url;
}

/** Runs a program of a project with Node, in its folder, and returns what it wrote to each output. */
export async function run(name: Name, file: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const { PATH, HOME } = process.env;
  const { stdout, stderr } = await execute(process.execPath, [file, ...args], {
    cwd: fileURLToPath(folderOf(name)),
    env: { PATH, HOME, ...env },
    timeout: 60_000,
  });
  return { stdout, stderr };
}
