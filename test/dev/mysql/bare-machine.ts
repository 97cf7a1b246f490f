import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '../../../dev/mysql/machine.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Returns a machine that has only the given shell programs, and a processor that no download supports. */
export async function bareMachine(programs: Record<string, string> = {}): Promise<Machine> {
  const folder = await temporaryFolder();
  const [bin, cacheFolder] = [join(folder, 'bin'), join(folder, 'cache')];
  await mkdir(bin);
  await mkdir(cacheFolder);
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  return { arch: 'riscv64', isRoot: false, programFolders: [bin], cacheFolder, debianKeyring: bin };
}
