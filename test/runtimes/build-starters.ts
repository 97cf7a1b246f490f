import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const target = new URL('../../.tmp/runtimes/', import.meta.url);

/**
 * Turns the starters for servers into JavaScript within this project, and returns the folder.
 *
 * Packages stay imports, this one included, so that each runtime resolves them by its own rules, as it does for a user.
 */
export async function buildStarters(): Promise<URL> {
  const entry = (name: string) => fileURLToPath(new URL(`starters/${name}.ts`, import.meta.url));
  await build({
    entryPoints: [entry('planetscale'), entry('mysql2')],
    outdir: fileURLToPath(target),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    tsconfigRaw: {},
    platform: 'neutral',
    target: 'es2022',
    logLevel: 'silent',
  });
  // Bun obeys the nearest one, and this project's leads past the package's exports to the sources.
  await writeFile(new URL('tsconfig.json', target), '{}\n');
  return target;
}
