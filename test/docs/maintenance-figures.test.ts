import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
const [page, measured] = await Promise.all([read('maintenance.md'), read('benchmarks/maintenance.md')]);

/** Reads the first table under a heading: its rows as cells, the heads first. */
function tableUnder(text: string, heading: string): string[][] {
  const part = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const lines = part.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it('shows how long people were seen to wait, and all that was measured of each database that it names', () => {
  const [heads, ...waits] = tableUnder(measured, 'How long people waited').map((cells) => cells.slice(0, 4));
  const [shownHeads, ...shown] = tableUnder(page, 'How long it takes');
  const databaseOf = ([name = '']: string[]) => name.split(': ')[0];
  const databases = new Set(shown.map(databaseOf));
  expect(databases.size).toBeGreaterThan(2);
  expect(shownHeads).toEqual(heads);
  expect(shown).toEqual(waits.filter((cells) => databases.has(databaseOf(cells))));
});

it('says in words what was measured', () => {
  const [heads = [], ...rows] = tableUnder(measured, 'What was deleted');
  const prunes = rows.filter(([name]) => name?.endsWith(': prune'));
  const column = (name: string) => prunes.map((cells) => Number(cells[heads.indexOf(name)]));
  const perSecond = column('rows per second');
  const [slowest, quickest] = [Math.min(...perSecond), Math.max(...perSecond)];
  const words = page.replaceAll(/\s+/g, ' ');
  expect(words).toContain('no statement waited for a row that another one had locked');
  expect(column('waits for locked rows')).toEqual(prunes.map(() => 0));
  expect(words).toContain(
    `from ${slowest.toLocaleString('en')} to ${quickest.toLocaleString('en')} rows a second`,
  );
  const [expired, live] = /deletes ([\d,]+) expired sessions, which lie among ([\d,]+) live ones/
    .exec(measured)
    ?.slice(1) ?? [''];
  expect(expired).toBe('1,000,000');
  expect(words).toContain(`A million expired sessions among ${live} live ones`);
});
