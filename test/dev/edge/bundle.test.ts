import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bundleForEdge } from '../../../dev/edge.ts';
import { temporaryFolder } from '../mysql/temporary-folder.ts';

/** Writes files into a new folder and returns the path of the first. */
async function files(contents: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  const paths = Object.entries(contents).map(async ([name, text]) => {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  });
  return (await Promise.all(paths))[0] ?? '';
}

/** Writes a package whose entry differs by condition, and a file that says which one it got. */
const chosenBy = (exports: Record<string, string>) =>
  files({
    'entry.ts': `import name from 'chooser'; Object.assign(globalThis, { name });`,
    'node_modules/chooser/package.json': JSON.stringify({ exports }),
    ...Object.fromEntries(
      Object.keys(exports).map((name) => [
        `node_modules/chooser/${name}.js`,
        `export default '${name} of ' + typeof process;`,
      ]),
    ),
  });

test.each(['workerd', 'edge-light'] as const)('takes packages as %s does', async (conditions) => {
  const entry = await chosenBy({
    node: './node.js',
    [conditions]: `./${conditions}.js`,
    default: './default.js',
  });
  const global = { name: '' };
  runInNewContext(await bundleForEdge(entry, { conditions, format: 'iife' }), global);
  expect(global.name).toBe(`${conditions} of undefined`);
});

test("resolves this package's own name to its sources", async () => {
  const entry = new URL('../../bundle/entries/root.ts', import.meta.url);
  expect(await bundleForEdge(entry)).toContain('\n// src/adapter/index.ts\n');
});

test.each([
  ['an import', `import 'node:fs';`, 'node:fs'],
  ['an import without the scheme', `import 'fs/promises';`, 'fs/promises'],
  ['an import at run time', `await import('node:net');`, 'node:net'],
  ['a require that may fail', `try { require('crypto') } catch {}`, 'crypto'],
  ['a package that is not there, where that may fail', `try { require('nowhere') } catch {}`, 'nowhere'],
])('refuses %s and says which file asks for what', async (_case, code, name) => {
  const entry = await files({ 'entry.ts': `import './part.ts';`, 'part.ts': code });
  const building = bundleForEdge(entry);
  await expect(building).rejects.toThrow(`got "${name}" in `);
  await expect(building).rejects.toThrow('/part.ts;');
});
