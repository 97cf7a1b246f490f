import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Turns the starters for servers into JavaScript within a project, this one unless told otherwise, and returns the
 * folder.
 *
 * Packages stay imports, this one included, so that each runtime resolves them by its own rules, as it does for a user.
 */
export async function buildStarters(target = new URL('../../.tmp/runtimes/', import.meta.url)): Promise<URL> {
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
