import { findProgram } from './find-program.ts';
import type { Machine } from './machine.ts';
import { runCommand } from './run-command.ts';

const PACKAGE = 'mariadb-server-core';

/**
 * Installs MariaDB's server program through apt, as root.
 *
 * The package holds no service, so nothing is left running in the background.
 */
export async function installMariadb(machine: Machine, log: (line: string) => void): Promise<void> {
  const aptGet = await findProgram('apt-get', machine.programFolders);
  if (!machine.isRoot) throw new Error(`only root can install it; run: sudo apt-get install ${PACKAGE}`);
  log(`Installing ${PACKAGE} with apt-get ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => runCommand(aptGet, ['install', '-y', '--no-install-recommends', PACKAGE], { env });
  // Container images have no package lists, and old lists point to files that are gone.
  await install().catch(async () => {
    await runCommand(aptGet, ['update'], { env });
    await install();
  });
}
