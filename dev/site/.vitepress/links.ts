import { posix, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { addressOf, PAGES, projectFileOf } from '../addresses.ts';

type Token = NonNullable<ReturnType<MarkdownRenderer['parse']>[number]['children']>[number];

/**
 * Leads relative links, which are right in the project, to the pages of the site.
 *
 * A link to a file that the site does not show becomes its text.
 */
export function linkPages(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('link-pages', ({ tokens, env }) => {
    if (!env.path) return; // a title
    const file = relative(PAGES, env.path);
    if (file.startsWith('reference/')) return; // made for the site
    const folder = posix.dirname(projectFileOf(file));
    for (const { children } of tokens) {
      for (const [index, token] of (children ?? []).entries()) {
        const href = token.type === 'link_open' ? token.attrGet('href') : undefined;
        if (!href || /^([a-z]+:|[#/])/.test(href)) continue;
        const [path = '', anchor] = href.split('#');
        const address = addressOf(posix.join(folder, path).replace(/\/$/, ''));
        if (address) token.attrSet('href', anchor ? `${address}#${anchor}` : address);
        else unlink(children ?? [], index);
      }
    }
  });
}

/** Makes a link plain text. Links hold no others, so that the next end is its own. */
function unlink(tokens: Token[], start: number): void {
  const end = tokens.findIndex(({ type }, index) => index > start && type === 'link_close');
  for (const index of [start, end]) {
    const token = tokens[index];
    if (token) Object.assign(token, { type: 'text', tag: '', content: '' });
  }
}
