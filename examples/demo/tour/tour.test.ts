import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Cleanup } from '../../../dev/command/cleanup.ts';
import { browserForTests } from '../testing/find-browser.ts';
import { steps } from './steps.ts';
import { tour } from './tour.ts';

const ROOT = new URL('../../../', import.meta.url);
const executablePath = await browserForTests(process.env);

describe('the tour', () => {
  it.each(['README.md', 'dev/site/own-pages/tour.md'])(
    'has a picture of each step, with its caption: %s',
    async (page) => {
      const text = (await readFile(new URL(page, ROOT), 'utf8')).replaceAll(/\s+/g, ' ');
      for (const { name, caption } of steps) {
        expect(text).toContain(`tour/${name}.webp`);
        expect(text).toContain(caption);
      }
    },
  );

  it('has pictures that load quickly, and no others', async () => {
    const folder = new URL('docs/tour/', ROOT);
    const names = await readdir(folder);
    expect(names.sort()).toEqual(steps.map(({ name }) => `${name}.webp`).sort());
    for (const name of names) expect((await stat(new URL(name, folder))).size).toBeLessThan(150_000);
  });

  it.skipIf(!executablePath)('can be taken again', { timeout: 180_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'authjs-tour-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const cleanup = new Cleanup();
    onTestFinished(() => cleanup.run());
    await tour(executablePath ?? '', folder, cleanup);
    expect((await readdir(folder)).sort()).toEqual(steps.map(({ name }) => `${name}.webp`).sort());
  });
});
