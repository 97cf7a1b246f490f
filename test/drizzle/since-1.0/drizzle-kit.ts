import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const project = fileURLToPath(new URL('../1.0/', import.meta.url));
const program = fileURLToPath(new URL('../1.0/node_modules/drizzle-kit/bin.cjs', import.meta.url));

/** The subpath of the package for each set of tables. */
export const subpaths = { basic: 'schema', production: 'schema/production' } as const;

/** Writes a schema file as a user of the package does, and returns where it is. */
export async function schemaFile(set: keyof typeof subpaths): Promise<string> {
  const folder = await newFolder();
  // Otherwise drizzle-kit follows our own config to the sources, which find another Drizzle.
  await writeFile(`${folder}/tsconfig.json`, '{}');
  await writeFile(`${folder}/schema.ts`, `export * from 'authjs-drizzle-mysql/${subpaths[set]}';\n`);
  return `${folder}/schema.ts`;
}

/** Makes a folder for a test within the project that has Drizzle 1.0 and the package as it is published. */
export async function newFolder(): Promise<string> {
  await mkdir(`${project}.tmp`, { recursive: true });
  const folder = await mkdtemp(`${project}.tmp/drizzle-kit-`);
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Runs drizzle-kit 1.0 in a terminal without a user. */
export function drizzleKit(command: string, options: Readonly<Record<string, string>>, ...flags: string[]) {
  const named = Object.entries({ dialect: 'mysql', ...options }).map(([name, value]) => `--${name}=${value}`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, command, ...named, ...flags], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { output: stdout + stderr, status };
}
