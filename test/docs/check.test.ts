import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { FINDINGS } from '../../src/command/check/finding.ts';

const page = await readFile(new URL('../../docs/check.md', import.meta.url), 'utf8');

it('describes everything that check can find, with its severity, in the order of the code', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| (\w+) +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, code, severity]) => [code, severity])).toEqual(Object.entries(FINDINGS));
  expect(rows.length).toBeGreaterThan(30);
});
