import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { projects } from './projects.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packs the package as it would be published, and installs it into each project as its users do: npm refuses, with
 * ERESOLVE, a version of Drizzle that the peer range leaves out.
 */
export default async function install(): Promise<void> {
  console.log(
    'Installing the package beside each Drizzle into test/drizzle (about 150 MB, most of it only once) ...',
  );
  // npm packs into no folder that is not there.
  await mkdir(`${root}.tmp`, { recursive: true });
  const packed = await runCommand('npm', ['pack', '--json', '--pack-destination', '.tmp'], { cwd: root });
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[')));
  const options = ['--no-save', '--no-audit', '--no-fund', '--prefer-offline'];
  for (const { folder } of projects) {
    await runCommand('npm', ['install', ...options, `${root}.tmp/${filename}`], {
      cwd: fileURLToPath(folder),
    });
  }
}
