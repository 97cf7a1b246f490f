import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';

/** Puts PlanetScale's driver in the place of the pool, in the `src/auth.ts` of an installed example. */
export async function overPlanetScale(folder: URL): Promise<void> {
  const file = new URL('src/auth.ts', folder);
  const code = await readFile(file, 'utf8');
  const changed = code
    .replace('authjs-drizzle-mysql/mysql2', 'authjs-drizzle-mysql/planetscale')
    .replace("import { createPool } from 'mysql2/promise'", "import { Client } from '@planetscale/database'")
    .replace('DATABASE_URL', 'DATABASE_HTTP_URL')
    .replace(/createPool\((.*?)\)([,;])/, 'new Client({ url: $1 })$2')
    .replace('building ? undefined : ', '')
    .replace(/^.*building.*\n/gm, '')
    .replace(/^.*pool\?\.end.*\n/gm, '');
  if (/mysql2|pool\./i.test(changed)) throw new Error(`Expected no pool to be left, got:\n${changed}`);
  await writeFile(file, changed);
  const install = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];
  const options = { cwd: fileURLToPath(folder), timeout: 900_000 };
  await runCommand('npm', [...install, '@planetscale/database@1.20.2'], options);
}
