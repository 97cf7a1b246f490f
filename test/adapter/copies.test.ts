import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';

const root = new URL('../../', import.meta.url);

/** Bundles the package twice, as bundlers do that make a CommonJS and an ES part of one server. */
async function bundle(): Promise<string> {
  const folder = fileURLToPath(new URL(`.tmp/copies-${crypto.randomUUID()}/`, root));
  await mkdir(folder, { recursive: true });
  onTestFinished(() => rm(folder, { recursive: true }));
  const contents = "export * from './src/index.ts'; export * from './src/adapter/parts.ts';";
  for (const [format, extension] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] as const)
    await build({
      stdin: { contents, resolveDir: fileURLToPath(root), loader: 'ts' },
      outfile: `${folder}package.${extension}`,
      format,
      bundle: true,
      platform: 'node',
      target: 'node20',
      packages: 'external',
    });
  return folder;
}

/** Has every copy look for the parts of the adapters of every other, and tells two copies by their classes of errors. */
const program = `
  import { createRequire } from 'node:module';
  import { drizzle } from 'drizzle-orm/mysql2';
  import { createPool } from 'mysql2/promise';
  const copies = [await import('./package.mjs'), await import('./package.mjs?again'), createRequire(import.meta.url)('./package.cjs')];
  const pool = createPool('mysql://root@127.0.0.1:1/x');
  const db = drizzle({ client: pool });
  const found = [];
  for (const { MySqlAdapter } of copies) {
    const adapter = MySqlAdapter(db);
    const spread = { ...adapter, getUser: null };
    for (const { partsOf } of copies) found.push((await partsOf(spread)).methods.getUser === adapter.getUser);
  }
  await pool.end();
  console.log(JSON.stringify({ copies: new Set(copies.map((copy) => copy.MySqlAdapterError)).size, found }));`;

it('finds an adapter that another copy of the package has made', { timeout: 60_000 }, async () => {
  const folder = await bundle();
  await writeFile(`${folder}program.mjs`, program);
  const said = JSON.parse(await runCommand(process.execPath, [`${folder}program.mjs`]));
  expect(said).toEqual({ copies: 3, found: Array(9).fill(true) });
});
