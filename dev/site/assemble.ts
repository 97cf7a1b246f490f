import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../mysql/run-command.ts';
import { PAGES, ROOT, siteFileOf } from './addresses.ts';

const site = fileURLToPath(new URL('./', import.meta.url));

/** Puts together what the site is made of: the pages of the project, those that only it has, and the reference. */
export async function assemble(): Promise<void> {
  await rm(PAGES, { recursive: true, force: true });
  await mkdir(PAGES);
  await copyPages();
  await runCommand('npx', ['--no', 'typedoc'], { cwd: site, timeout: 300_000 });
}

/** Copies the pages of the project and those that only the site has. */
export async function copyPages(): Promise<void> {
  await cp(join(site, 'own-pages'), PAGES, { recursive: true });
  // The front page names its pictures in its head, where only what is public is found.
  await cp(join(ROOT, 'docs/benchmarks/session-read.svg'), join(PAGES, 'public/session-read.svg'));
  await cp(join(ROOT, 'CHANGELOG.md'), join(PAGES, siteFileOf('CHANGELOG.md')));
  for (const name of await readdir(join(ROOT, 'docs'))) {
    await cp(join(ROOT, 'docs', name), join(PAGES, siteFileOf(`docs/${name}`)), { recursive: true });
  }
}
