import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the program `caller.ts` beside a module, so that many processes of it start soon. */
export async function bundleCaller(
  moduleUrl: string,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'caller-'));
  const file = join(folder, 'caller.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('caller.ts', moduleUrl))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // mysql2 is CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  return { file, remove: () => rm(folder, { recursive: true }) };
}
