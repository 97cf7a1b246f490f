import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../mysql/run-command.ts';

const root = new URL('../../', import.meta.url);

/** Packs the package as it would be published, and returns the path of the tarball. */
export async function pack(): Promise<string> {
  const folder = new URL('.tmp/', root);
  await mkdir(folder, { recursive: true });
  const args = ['pack', '--json', '--pack-destination', fileURLToPath(folder)];
  const packed = await runCommand('npm', args, { cwd: fileURLToPath(root) });
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[')));
  return fileURLToPath(new URL(filename, folder));
}
