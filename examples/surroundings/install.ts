import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';

/** What a run of an example leaves in its folder. */
const LEFT_OVER = ['node_modules', '.next', '.svelte-kit', '.astro', '.wrangler', 'build', 'dist'];

/** Copies an example into an empty folder, or empties it, and installs it there with a packed tarball of this package. */
export async function installExample(name: string, folder: URL, tarball: string): Promise<void> {
  const from = new URL(`../${name}/`, import.meta.url);
  const filter = (path: string) => !LEFT_OVER.includes(basename(path));
  // npm keeps the package of an earlier tarball that has the same version.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await cp(fileURLToPath(from), fileURLToPath(folder), { recursive: true, filter });
  const file = new URL('package.json', folder);
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  manifest.dependencies['authjs-drizzle-mysql'] = `file:${tarball}`;
  await writeFile(file, JSON.stringify(manifest, undefined, 2));
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];
  await runCommand('npm', ['install', ...options], { cwd: fileURLToPath(folder), timeout: 900_000 });
}
