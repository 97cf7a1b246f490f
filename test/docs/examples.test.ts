import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const docs = new URL('../../docs/', import.meta.url);
const examples = new URL('../../examples/', import.meta.url);

/** Code on a page that says which file of which example it is from. */
interface Excerpt {
  readonly page: string;
  readonly example: string;
  readonly file: string;
  readonly code: string;
}

/** Finds the blocks whose tag names an example (`ts astro`) and whose first line is a comment with a file's path. */
async function excerptsOf(page: string): Promise<Excerpt[]> {
  const blocks = (await readFile(new URL(page, docs), 'utf8')).matchAll(/^ *```\w+ (\S+)\n(.*?)^ *```$/gms);
  return [...blocks].flatMap(([, example = '', block = '']) => {
    const [, file = '', code = ''] = /^ *(?:\/\/|#|<!--) (\S+\.\w+)(?: -->)?\n(.*)$/s.exec(block) ?? [];
    return file ? [{ page, example, file, code }] : [];
  });
}

const pages = (await readdir(docs)).filter((name) => name.endsWith('.md'));
const excerpts = (await Promise.all(pages.map(excerptsOf))).flat();

describe('the pages about frameworks', () => {
  it.each([
    ['astro', 'astro', 'src/auth.ts'],
    ['sveltekit', 'sveltekit', 'src/auth.ts'],
    ['hono', 'hono-workers', 'src/auth.ts'],
    ['express', 'express', 'auth.ts'],
    ['next-auth-4', 'next-auth-4', 'auth.ts'],
  ])('show the code of the example: %s', (name, from, auth) => {
    const files = excerpts.filter(({ page, example }) => page === `${name}.md` && example === from);
    expect(files.map(({ file }) => file)).toContain(auth);
  });

  it.each(excerpts)('$page: $file is as in the example $example', async ({ example, file, code }) => {
    const text = await readFile(new URL(`${example}/${file}`, examples), 'utf8');
    expect(code.trim()).not.toBe('');
    expect(text).toContain(code);
  });
});
