import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const folder = new URL('../contract/', import.meta.url);
const page = await readFile(new URL('README.md', folder), 'utf8');

/** The tests that the page names, as `[file](file): "title"`. */
const named = [...page.matchAll(/\[[^\]]+\]\(([^)]+)\): "([^"]+)"/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

it('names for every promise tests that exist, by file and title', async () => {
  expect(named.length).toBeGreaterThan(50);
  for (const { file, title } of named) {
    const source = await readFile(new URL(file, folder), 'utf8');
    // As the code has it, where a quotation mark may be escaped.
    expect(source.replaceAll("\\'", "'"), file).toContain(title);
  }
});

it('leaves no promise without a test', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('- '));
  for (const row of rows) expect(row).toMatch(/\]\([^)]+\): "/);
});
