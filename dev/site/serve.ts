import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../command/install-packages.ts';
import { ROOT } from './addresses.ts';
import { assemble, copyPages } from './assemble.ts';

/** Serves the site on a free port of 127.0.0.1 until it is stopped, and shows at once what changes in the pages. */
export async function serveSite(): Promise<void> {
  await installPackages(new URL('./', import.meta.url));
  await assemble();
  const site = fileURLToPath(new URL('./', import.meta.url));
  for (const folder of [join(ROOT, 'docs'), join(site, 'own-pages')]) watch(folder, () => copyPages());
  const args = ['--no', 'vitepress', 'dev', '--host', '127.0.0.1'];
  const child = spawn('npx', args, { cwd: site, stdio: 'inherit' });
  await once(child, 'exit');
}
