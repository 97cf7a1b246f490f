import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';

/**
 * Installs a project, and packages beside what it names, as their users do: npm refuses, with ERESOLVE, what a range of
 * peers leaves out.
 */
export async function install(folder: URL, ...args: string[]): Promise<void> {
  const options = ['--no-save', '--no-audit', '--no-fund', '--prefer-offline'];
  await runCommand('npm', ['install', ...options, ...args], { cwd: fileURLToPath(folder) });
}
