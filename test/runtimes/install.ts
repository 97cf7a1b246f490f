import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { findProgram, folder, pinnedVersion } from './installed.ts';
import { servers } from './servers.ts';

/** Installs the missing runtimes that exist for this platform, and says which are left out. */
export default async function install(): Promise<void> {
  const missing = servers.map(({ name }) => name).filter((name) => !findProgram(name));
  if (missing.some(pinnedVersion)) await runNpm();
  for (const name of missing.filter((each) => !findProgram(each))) {
    console.warn(`Not tested here: ${name}. It did not install on ${process.platform}-${process.arch}.`);
  }
}

async function runNpm(): Promise<void> {
  console.log('Installing runtimes into test/runtimes/installed (about 1 GB and 30 s, only once) ...');
  // Not `npm ci`: it wants every platform's packages in the lock file, and some are not published for every version.
  await runCommand('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(folder),
  });
}
