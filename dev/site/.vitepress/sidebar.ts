import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { addressOf, PAGES, ROOT } from '../addresses.ts';

/** Returns the sidebar: the groups and pages of docs/README.md, and below `/reference/` what typedoc wrote. */
export async function sidebar(): Promise<DefaultTheme.SidebarMulti> {
  const index = await readFile(join(ROOT, 'docs/README.md'), 'utf8');
  const reference = JSON.parse(await readFile(join(PAGES, 'reference/typedoc-sidebar.json'), 'utf8'));
  return { '/': index.split(/^## /m).slice(1).map(groupOf), '/reference/': reference };
}

/** Returns a group of pages: a heading, and a table whose first column links to them. */
function groupOf(section: string): DefaultTheme.SidebarItem {
  const [text = ''] = section.split('\n', 1);
  const items = [...section.matchAll(/^\| \[(.+?)\]\((.+?)\)/gm)].map(([, name = '', file = '']) => ({
    text: name.replaceAll('`', ''),
    link: addressOf(`docs/${file}`) ?? '',
  }));
  return { text, items };
}
