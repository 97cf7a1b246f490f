import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCommand } from '../../dev/mysql/run-command.ts';
import { anchorsIn } from '../support/pages/anchors-in.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');

const packed = await packedFiles();
const pages = packed.filter((path) => path.endsWith('.md'));

/** Lists what `npm publish` would send, as paths from the root; without a build, all but `dist`. */
async function packedFiles(): Promise<string[]> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [{ files }] = JSON.parse(await runCommand('npm', args, { cwd: fileURLToPath(root) }));
  return files.map(({ path }: { readonly path: string }) => path);
}

/** Returns the relative links and pictures of a page. */
const linksIn = (text: string) =>
  [...text.matchAll(/\]\((?![a-z]+:)([^)]+)\)|(?:src|href|srcset)="(?![a-z]+:)([^"]+)"/g)].map(
    ([, link, attribute]) => link ?? attribute ?? '',
  );

/** Leaves out the part of the README that is about a clone, where its links lead further. */
const withoutClone = (path: string, text: string) =>
  path === 'README.md' ? text.replace(/^## Two commands$.*?(?=^## )/ms, '') : text;

it('packs the README, every page and the changelog', async () => {
  const names = (await readdir(new URL('docs/', root))).filter((name) => name.endsWith('.md'));
  const expected = ['README.md', 'CHANGELOG.md', 'LICENSE', ...names.map((name) => `docs/${name}`)];
  expect(packed).toEqual(expect.arrayContaining(expected));
});

it.each(pages)('links to nothing that is not packed as well: %s', async (path) => {
  for (const link of linksIn(withoutClone(path, await read(path)))) {
    const target = new URL(link, new URL(path, root));
    const file = target.href.replace(target.hash, '').replace(root.href, '');
    const isPacked = packed.some((each) => each === file || each.startsWith(`${file.replace(/\/$/, '')}/`));
    expect(isPacked, `${link} is in the package`).toBe(true);
    if (target.hash) expect(anchorsIn(await read(file)), link).toContain(target.hash.slice(1));
  }
});

it('lists every page in docs/README.md', async () => {
  const listed = linksIn(await read('docs/README.md'));
  const names = (await readdir(new URL('docs/', root))).filter((name) => /^(?!README).*\.md$/.test(name));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(listed).toContain(name);
});
