import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = await read('docs/performance.md');
const [sideBySide, coldStart] = await Promise.all([
  read('docs/benchmarks/side-by-side.md'),
  read('docs/benchmarks/cold-start.md'),
]);

/** Returns the part of a page that follows a heading, up to the next one. */
function partUnder(text: string, heading: string): string {
  const part = text.split(/^#+ /m).find((each) => each.startsWith(`${heading}\n`));
  if (!part) throw new Error(`Expected a heading "${heading}".`);
  return part;
}

/** Reads the first table of a text: its rows as cells, the heads first. */
function tableIn(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line));
  return lines.map((line) => line.split('|').slice(1, -1).map(plain));
}

const plain = (cell: string) => cell.replaceAll(/[*`]/g, '').trim();

/** Returns the median of a cell of several rounds. */
const medianOf = (cell: string) => cell.replace(/ \(.*/, '');

const contenders = tableIn(partUnder(sideBySide, 'Statements'))
  .slice(1)
  .map(([label]) => label);
const scenarios = [...sideBySide.matchAll(/^## (?!Statements)(.*)$/gm)].map(([, name]) => name);

it('shows the client CPU that was measured', () => {
  const [heads = [], ...rows] = tableIn(partUnder(page, 'Client CPU'));
  expect(rows.map(([label]) => label)).toEqual(contenders);
  expect(heads.slice(1)).toEqual(scenarios);
  for (const [label, ...cells] of rows) {
    for (const [index, scenario] of heads.slice(1).entries()) {
      const measured = tableIn(partUnder(sideBySide, scenario));
      const row = measured.find(([setting, name]) => setting === '16' && name === label);
      expect(cells[index], `${label}, ${scenario}`).toBe(medianOf(row?.[2] ?? 'nothing'));
    }
  }
});

it('shows the statements that were counted', () => {
  const measured = tableIn(partUnder(sideBySide, 'Statements'));
  const [heads = [], ...rows] = tableIn(partUnder(page, 'Statements'));
  expect(rows.map(([label]) => label)).toEqual(contenders);
  expect(heads).toEqual(measured[0]);
  for (const [label, ...cells] of rows) {
    const counts = measured.find(([name]) => name === label);
    expect(cells, label).toEqual(heads.slice(1).map((head) => counts?.[measured[0]?.indexOf(head) ?? -1]));
  }
});

it('shows what the first request at the edge was seen to wait for', () => {
  const measured = tableIn(partUnder(coldStart, 'Cold start')).map(([label, bytes, ...times]) => [
    label,
    bytes,
    ...times.map(medianOf),
  ]);
  expect(tableIn(partUnder(page, 'At the edge'))).toEqual(measured);
});

it('says in words what was measured', () => {
  const pool = 'authjs-drizzle-mysql/mysql2';
  const medianIn = (scenario: string, atOnce: string, label: string, column: number) => {
    const rows = tableIn(partUnder(sideBySide, scenario));
    const row = rows.find(([setting, name]) => setting === atOnce && name === label);
    return medianOf(row?.[column] ?? 'nothing');
  };
  const [one, few, many] = ['1', '16', '64'].map((atOnce) => medianIn('Session read', atOnce, pool, 6));
  const waits = (label: string) =>
    ['OAuth, first time', 'OAuth, returning'].map((scenario) => medianIn(scenario, '16', label, 4));
  const [first, returning] = waits(pool);
  const words = page.replaceAll(/\s+/g, ' ');
  expect(words).toContain(`takes ${one}, ${few} and ${many} times the CPU of \`pool.query\``);
  expect(words).toContain(`a first one is ${first} times that with`);
  expect(words).toContain(`of a returning one ${returning}.`);
  expect(words).toContain(
    `On the production tables it is ${waits(`${pool}, production tables`).join(' and ')}.`,
  );
});
