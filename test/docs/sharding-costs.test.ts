import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Reads the table under a heading: its rows as cells, the heads first, without what is in brackets. */
function tableUnder(page: string, heading: string): (string | undefined)[][] {
  const part = page.split(/^#+ /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const lines = part.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replace(/\(.*\)/, '').trim()),
  );
}

it('docs/sharding.md shows the queries that were counted, which do not grow from two shards on', async () => {
  const measured = tableUnder(await read('docs/benchmarks/vitess.md'), 'Queries');
  expect(tableUnder(await read('docs/sharding.md'), 'What it costs')).toEqual(measured);
  const [, , , two, ...more] = measured.map(([, ...counts]) => counts);
  expect(measured).toHaveLength(6);
  for (const each of more) expect(each).toEqual(two);
});
