import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../mysql/run-command.ts';

/** Installs what the `package.json` of a folder names into the folder itself, where it is missing. */
export async function installPackages(folder: URL): Promise<void> {
  const { dependencies = {} } = manifestAt(new URL('package.json', folder));
  // An alias is written as npm:typescript@5.9.3.
  const isThere = ([name, version]: [string, string]) =>
    installedIn(folder, name) === version.replace(/^npm:.+@/, '');
  if (Object.entries(dependencies).every(isThere)) return;
  console.error(`Installing ${Object.keys(dependencies).join(', ')}, once ...`);
  await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(folder),
    timeout: 900_000,
  });
}

/** Returns the version of a package that is installed in a folder, or undefined. */
export function installedIn(folder: URL, name: string): string | undefined {
  const file = new URL(`node_modules/${name}/package.json`, folder);
  return existsSync(file) ? manifestAt(file).version : undefined;
}

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestAt = (file: URL): Manifest => JSON.parse(readFileSync(file, 'utf8'));
