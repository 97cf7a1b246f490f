import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import manifest from '../../package.json' with { type: 'json' };
import { type BuiltPackage, buildPackage } from '../support/package/build-package.ts';

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
});
afterAll(() => built.remove());

const entries = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'object' ? [entry.default] : [],
);
const fileOf = (path: string) => pathToFileURL(join(built.folder, path));
const sourceOf = (path: string) =>
  new URL(path.replace('./dist/', '../../src/').replace(/js$/, 'ts'), import.meta.url);

/** What an entry imports before anything of it runs: files of this package, itself among them, and other modules. */
async function importsOf(path: string) {
  const [files, others] = [new Set<string>(), new Set<string>()];
  const visit = async (file: URL) => {
    if (files.has(file.href)) return;
    files.add(file.href);
    for (const [, name = ''] of (await readFile(file, 'utf8')).matchAll(/^(?:import|export) .*?"(.+)";$/gm))
      await (name.startsWith('.') ? visit(new URL(name, file)) : others.add(name));
  };
  await visit(fileOf(path));
  return { files, others };
}

it.each(entries)('%s exports what its source exports', async (path) => {
  const [built, source] = await Promise.all([fileOf(path), sourceOf(path)].map(({ href }) => import(href)));
  expect(Object.keys(built).sort()).toEqual(Object.keys(source).sort());
});

it.each([
  ['./dist/index.js', 5],
  ['./dist/mysql2.js', 5],
  ['./dist/planetscale.js', 4],
  ['./dist/schema/index.js', 5],
  ['./dist/credentials.js', 2],
])('%s is at most %i files', async (path, most) => {
  const { files } = await importsOf(path);
  expect(files.size).toBeGreaterThan(1);
  expect(files.size).toBeLessThanOrEqual(most);
});

it('passwords need neither Drizzle nor another package', async () => {
  expect(await importsOf('./dist/credentials.js')).toMatchObject({ others: new Set() });
  expect((await importsOf('./dist/planetscale.js')).others).toContain('drizzle-orm');
});

it('all entries share one class of errors', async () => {
  const script = `
    import { MySqlAdapterError } from ${JSON.stringify(fileOf('./dist/index.js'))};
    import { MySqlAdapter } from ${JSON.stringify(fileOf('./dist/planetscale.js'))};
    import { withCredentialSessions } from ${JSON.stringify(fileOf('./dist/credentials.js'))};
    const isOurs = (work) => { try { work() } catch (error) { return error instanceof MySqlAdapterError } };
    console.log(isOurs(() => MySqlAdapter({})), isOurs(() => withCredentialSessions({})));`;
  const said = await runCommand(process.execPath, ['--input-type=module', '--eval', script]);
  expect(said.trim()).toBe('true true');
});

it('a source map leads a debugger to TypeScript, which it holds', async () => {
  const map = JSON.parse(await readFile(new URL(`${fileOf('./dist/planetscale.js').href}.map`), 'utf8'));
  expect(map.sources).toEqual([expect.stringMatching(/src\/planetscale\.ts$/)]);
  expect(map.sourcesContent).toEqual([await readFile(sourceOf('./dist/planetscale.js'), 'utf8')]);
});
