import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');

it('describes every error code once, in the order of the type', async () => {
  const codes = [...(await read('src/errors.ts')).matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(10);
  const page = await read('docs/errors.md');
  expect([...page.matchAll(/^## (\w+)$/gm)].map(([, code]) => code)).toEqual(codes);
  const table = [...page.matchAll(/\[`(\w+)`\]\(#(\w+)\)/g)];
  expect(table.map(([, code]) => code)).toEqual(codes);
  for (const [, code, anchor] of table) expect(anchor).toBe(code?.toLowerCase());
});

it('says of every code what to do about it', async () => {
  const sections = (await read('docs/errors.md')).split(/^## /m).slice(1);
  for (const section of sections) {
    expect(section).toContain('**What to do:**');
  }
});
