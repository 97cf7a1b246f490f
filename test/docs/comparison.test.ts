import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { promises } from '../../bench/guarantees/promises.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Returns the cells of the rows of a page's first table, without its head. */
const rowsOf = (page: string) => {
  const [table = ''] = /^\|.*(?:\n\|.*)+/m.exec(page) ?? [];
  const cells = table.split('\n').map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
  return cells.slice(2).map((row) => row.map((cell) => cell.trim()));
};

const results = rowsOf(await read('docs/benchmarks/guarantees.md'));
const compared = rowsOf(await read('docs/comparison.md'));

it('says of each adapter what was found when it was tried', () => {
  expect(results.map(([says]) => says)).toEqual(promises.map(({ says }) => says));
  expect(compared.map((row) => row.slice(0, -1))).toEqual(results);
});

it('was found to keep everything itself', () => {
  expect(results.map(([says, ours]) => [says, ours])).toEqual(promises.map(({ says }) => [says, 'yes']));
});

it.each(promises)('names the test of a promise: $says', async ({ says, test: { file, title } }) => {
  expect(compared.find(([what]) => what === says)?.at(-1)).toBe(`${file}: "${title}"`);
  expect((await read(`test/${file}`)).replaceAll("\\'", "'")).toContain(title);
});

it('shows the same on the front page of the site, where a line may be left out', async () => {
  const shown = rowsOf(await read('dev/site/own-pages/index.md'));
  expect(shown.length).toBeGreaterThan(5);
  for (const row of shown) expect(results).toContainEqual(row);
});
