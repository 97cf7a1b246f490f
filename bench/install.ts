import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installedIn, installPackages } from '../dev/command/install-packages.ts';
import { runCommand } from '../dev/mysql/run-command.ts';

const bench = new URL('./', import.meta.url);
const prisma = new URL('side-by-side/contenders/prisma/', bench);
const prismaClient = new URL('node_modules/.generated/client.ts', prisma);

/** Installs the adapters to compare with, if they are missing. */
export async function installContenders(): Promise<void> {
  await installPackages(bench);
}

/** Installs Auth.js's adapter for Prisma, about 315 MB, and generates its client; rejects where that is impossible. */
export async function installPrisma(): Promise<void> {
  await installPackages(prisma);
  if (existsSync(prismaClient)) return;
  // Prisma would download a program that only migrations need, unless one is named. The one named here never runs.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };
  await runCommand('npx', ['--no', 'prisma', 'generate', '--schema', 'schema.prisma'], {
    ...{ cwd: fileURLToPath(prisma), env },
  });
}

/** Returns the version of a package that a contender runs with. */
export function installedVersion(name: string): string {
  const folders = [bench, new URL('../', bench), prisma]; // Prisma's own mysql2 is used by nothing else
  return folders.map((folder) => installedIn(folder, name)).find(Boolean) ?? 'unknown';
}
