import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BUILT } from '../../dev/site/build.ts';

/** A page as it was built. */
export interface BuiltPage {
  readonly html: string;
  /** The names that an address may have after its `#`. */
  readonly anchors: ReadonlySet<string>;
  /** The links to pages of the site, with what follows the `#`. */
  readonly links: readonly { readonly address: string; readonly anchor: string }[];
}

/** Reads all pages of the built site, by their addresses. */
export async function readBuiltPages(): Promise<ReadonlyMap<string, BuiltPage>> {
  const entries = await readdir(BUILT, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html') && entry.name !== '404.html')
    .map((entry) => join(entry.parentPath, entry.name));
  const pages = await Promise.all(
    files.map(async (file) => [addressOf(file), pageOf(await readFile(file, 'utf8'))] as const),
  );
  return new Map(pages);
}

const addressOf = (file: string): string =>
  `/${relative(BUILT, file).replace(/(^|\/)index\.html$|\.html$/, '$1')}`;

const pageOf = (html: string): BuiltPage => ({
  html,
  anchors: new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)),
  links: [...html.matchAll(/ href="(\/[^"#]*)(?:#([^"]*))?"/g)]
    .filter(([, address = '']) => !/\.\w+$/.test(address))
    .map(([, address = '', anchor = '']) => ({ address, anchor: decodeURIComponent(anchor) })),
});
