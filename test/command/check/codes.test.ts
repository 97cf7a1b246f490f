import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { FINDINGS } from '../../../src/command/check/finding.ts';

it('has a test for everything that can be found', async () => {
  const folder = new URL('./', import.meta.url);
  const files = (await readdir(folder)).map((name) => new URL(name, folder));
  const onVitess = new URL('../../vitess/check.spec.ts', import.meta.url);
  const texts = await Promise.all([...files, onVitess].map((file) => readFile(file, 'utf8')));
  const untested = Object.keys(FINDINGS).filter((code) => !texts.some((text) => text.includes(code)));
  expect(untested).toEqual([]);
});
