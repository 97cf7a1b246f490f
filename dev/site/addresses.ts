import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The folder that the site is made of: copies of the project's pages, and the reference. */
export const PAGES = fileURLToPath(new URL('pages/', import.meta.url));

/** The pages of the project whose address is not their path in `docs/`. */
const OWN_ADDRESSES: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'CHANGELOG.md': 'changes.md',
  'docs/README.md': 'pages.md',
};

/** Returns the file that a file of the project becomes on the site: `docs/pools.md` becomes `pools.md`. */
export const siteFileOf = (path: string): string => OWN_ADDRESSES[path] ?? path.replace(/^docs\//, '');

/** Returns the file of the project that a file of the site is a copy of. */
export function projectFileOf(file: string): string {
  const own = Object.entries(OWN_ADDRESSES).find(([, page]) => page === file);
  return own?.[0] ?? `docs/${file}`;
}

/** Returns where a link to a file or folder of the project leads on the site, or undefined where nothing shows it. */
export function addressOf(path: string): string | undefined {
  const [, name] = /^drizzle(?:\/([\w-]+)(?:\.sql)?)?$/.exec(path) ?? ['', false];
  if (name !== false) return name ? `/migrations#${name}` : '/migrations';
  const isPage = path in OWN_ADDRESSES || (path.startsWith('docs/') && path.endsWith('.md'));
  if (!isPage || !existsSync(join(ROOT, path))) return undefined;
  return `/${siteFileOf(path).replace(/(^|\/)index\.md$|\.md$/, '$1')}`;
}
