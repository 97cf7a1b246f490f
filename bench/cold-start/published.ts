import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { pack } from '../../dev/command/pack.ts';
import { runCommand } from '../../dev/mysql/run-command.ts';

const root = new URL('../../', import.meta.url);
const PROGRAM = 'import-packages.mjs';

/** The drivers of Drizzle whose imports are measured. */
export const DRIVERS = ['mysql2', 'planetscale'] as const;

type Driver = (typeof DRIVERS)[number];

/** Drizzle's own entry for each driver. */
const DRIZZLE = { mysql2: 'drizzle-orm/mysql2', planetscale: 'drizzle-orm/planetscale-serverless' };

/** What a site on a server imports for each contender. */
const IMPORTS: Readonly<Record<string, (driver: Driver) => readonly string[]>> = {
  'driver-alone': (driver) => [DRIZZLE[driver], 'drizzle-orm'],
  ours: (driver) => [`authjs-drizzle-mysql/${driver}`],
  'drizzle-adapter': (driver) => [DRIZZLE[driver], '@auth/drizzle-adapter'],
};

/** Unpacks the package as it is published, within the project, where the other packages are found. */
export async function unpackPublished(cleanup: Cleanup): Promise<string> {
  await mkdir(new URL('.tmp/', root), { recursive: true });
  const folder = await mkdtemp(fileURLToPath(new URL('.tmp/cold-start-', root)));
  cleanup.add(() => rm(folder, { recursive: true }));
  const target = `${folder}/node_modules/authjs-drizzle-mysql`;
  await mkdir(target, { recursive: true });
  await runCommand('tar', ['-xzf', await pack(), '-C', target, '--strip-components=1']);
  await copyFile(new URL(PROGRAM, import.meta.url), `${folder}/${PROGRAM}`);
  return folder;
}

/** Returns the milliseconds that a fresh process of Node takes to import what a contender needs from node_modules. */
export async function importMs(folder: string, name: string, driver: Driver): Promise<number> {
  const specifiers = IMPORTS[name]?.(driver) ?? [];
  return Number(await runCommand(process.execPath, [PROGRAM, ...specifiers], { cwd: folder }));
}
