import { fileURLToPath } from 'node:url';
import { installPackages } from '../command/install-packages.ts';
import { runCommand } from '../mysql/run-command.ts';
import { assemble } from './assemble.ts';

/** The folder that the built site is in. */
export const BUILT = fileURLToPath(new URL('dist/', import.meta.url));

/** Builds the site; rejects if a link leads nowhere or a docstring names what does not exist. */
export async function buildSite(): Promise<void> {
  await installPackages(new URL('./', import.meta.url));
  await assemble();
  const site = fileURLToPath(new URL('./', import.meta.url));
  await runCommand('npx', ['--no', 'vitepress', 'build'], { cwd: site, timeout: 600_000 });
}
