import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

it('shows the worker of the page on the edge', async () => {
  const [, worker = ''] =
    /```ts \[Edge: worker\.ts\]\n(.*?)```/s.exec(await read('dev/site/own-pages/index.md')) ?? [];
  expect(worker).toContain('export default');
  expect(await read('docs/edge.md')).toContain(worker);
});
