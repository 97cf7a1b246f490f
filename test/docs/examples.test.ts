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

/**
 * Finds the blocks whose tag names an example (`ts astro`); a comment in the first line names the file. What is tagged
 * `next-quickstart` is shorter there than in the example; `test/examples/next-quickstart.spec.ts` runs it.
 */
async function excerptsOf(page: string): Promise<Excerpt[]> {
  const blocks = (await readFile(new URL(page, docs), 'utf8')).matchAll(/^ *```\w+ (\S+)\n(.*?)^ *```$/gms);
  return [...blocks].map(([, example = '', block = '']) => {
    const [, file = '', code = ''] = /^ *(?:\/\/|#|<!--) (\S+\.\w+)(?: -->)?\n(.*)$/s.exec(block) ?? [];
    return { page, example, file, code };
  });
}

const pages = (await readdir(docs)).filter((name) => name.endsWith('.md'));
const excerpts = (await Promise.all(pages.map(excerptsOf))).flat();

describe('the pages about frameworks', () => {
  it.each([
    ['astro.md', 'astro'],
    ['express.md', 'express'],
    ['hono.md', 'hono-workers'],
    ['next-auth-4.md', 'next-auth-4'],
    ['nextjs.md', 'next'],
    ['nextjs.md', 'next-quickstart'],
    ['sveltekit.md', 'sveltekit'],
  ])('name the file of each block of code: %s', (page, example) => {
    const files = excerpts.filter((excerpt) => excerpt.page === page && excerpt.example === example);
    expect(files.length).toBeGreaterThan(0);
    expect(files.map(({ file }) => file)).not.toContain('');
  });

  it.each(excerpts.filter(({ example, file }) => file && example !== 'next-quickstart'))(
    '$page: $file is as in the example $example',
    async ({ example, file, code }) => {
      const text = await readFile(new URL(`${example}/${file}`, examples), 'utf8');
      expect(code.trim()).not.toBe('');
      expect(text).toContain(code);
    },
  );
});
