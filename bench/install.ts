import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../dev/mysql/run-command.ts';

const bench = new URL('./', import.meta.url);
const prisma = new URL('contenders/prisma/', bench);
const prismaClient = new URL('node_modules/.generated/client.ts', prisma);

/** Installs the adapters that are measured beside this one, where they are missing. */
export async function installContenders(): Promise<void> {
  await install(bench);
}

/** Installs Auth.js's adapter for Prisma, about 315 MB, and makes the client; rejects where that cannot be. */
export async function installPrisma(): Promise<void> {
  await install(prisma);
  if (existsSync(prismaClient)) return;
  // Migrations alone need the program that Prisma would download. It looks for none where one is named; this never runs.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };
  await runCommand('npx', ['--no', 'prisma', 'generate', '--schema', 'schema.prisma'], {
    ...{ cwd: fileURLToPath(prisma), env },
  });
}

async function install(folder: URL): Promise<void> {
  const { dependencies = {} } = manifestAt(new URL('package.json', folder));
  const isThere = ([name, version]: [string, string]) => versionIn(folder, name) === version;
  if (Object.entries(dependencies).every(isThere)) return;
  console.error(`Installing ${Object.keys(dependencies).join(', ')}, once ...`);
  await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(folder),
    timeout: 900_000,
  });
}

/** Reads the version of a package that a contender runs with. */
export function installedVersion(name: string): string {
  const folders = [bench, new URL('../', bench), prisma]; // Prisma's own mysql2 is nobody else's
  return folders.map((folder) => versionIn(folder, name)).find(Boolean) ?? 'unknown';
}

function versionIn(folder: URL, name: string): string | undefined {
  const file = new URL(`node_modules/${name}/package.json`, folder);
  return existsSync(file) ? manifestAt(file).version : undefined;
}

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestAt = (file: URL): Manifest => JSON.parse(readFileSync(file, 'utf8'));
