import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edgeConditions } from '../../dev/edge.ts';
import { type Bundle, measure } from './measure.ts';

/**
 * The most that the adapter and its schema may add to a bundle that already holds the driver.
 *
 * About 2.7 KB of it are Drizzle's: `mysqlTable` imports every kind of column, so a site with one table of its own
 * has those already. The rest is ours; let it grow only for what is worth its weight.
 */
const LIMIT_BYTES = 24.5 * 1024;

const families = ['workerd', 'edge-light'] as const;
const entries = ['root', 'planetscale'] as const;

describe.each(families)('a bundle under the conditions of %s', (conditions) => {
  let driver: Bundle;
  const bundles = new Map<string, Bundle>();
  const filesOf = (entry: string) => [...(bundles.get(entry)?.files.keys() ?? [])];

  beforeAll(async () => {
    driver = await measure('driver', edgeConditions[conditions]);
    for (const entry of entries) bundles.set(entry, await measure(entry, edgeConditions[conditions]));
  });

  afterAll(async () => {
    const sizes = {
      'one table': await measure('table', edgeConditions[conditions]),
      ...Object.fromEntries(bundles),
    };
    const more = Object.entries(sizes).map(
      ([entry, { gzipBytes }]) => `${entry} ${sizeOver(driver, gzipBytes)}`,
    );
    console.log(
      `${conditions}, minified and gzipped: the driver ${driver.gzipBytes} B, with ${more.join(', with ')}`,
    );
  });

  it.each(entries)('takes nothing of Node from the entry %s', (entry) => {
    // The build itself makes sure that no import is left.
    expect(filesOf(entry)).toContain('node_modules/nanoid/index.browser.js');
    expect(filesOf(entry).filter((file) => /^node:|nanoid\/index\.js$/.test(file))).toEqual([]);
  });

  it.each(entries)(
    'holds neither mysql2 nor another database beyond what the driver drags in: %s',
    (entry) => {
      const added = filesOf(entry).filter((file) => !driver.files.has(file));
      expect(added).toContain('src/adapter/users.ts');
      const expected =
        /^(src|test\/bundle\/entries|node_modules\/nanoid|node_modules\/drizzle-orm\/mysql-core)\//;
      expect(added.filter((file) => !expected.test(file))).toEqual([]);
      expect(
        filesOf(entry).filter((file) => /(^|\/)node_modules\/mysql2\/|drizzle-orm\/mysql2\//.test(file)),
      ).toEqual([]);
    },
  );

  it.each(entries)(`adds at most ${LIMIT_BYTES} bytes, compressed, from the entry %s`, (entry) => {
    const { gzipBytes = Number.NaN } = bundles.get(entry) ?? {};
    expect(gzipBytes - driver.gzipBytes).toBeLessThanOrEqual(LIMIT_BYTES);
  });
});

it('docs/edge.md says how much a site with or without a table of its own grows', async () => {
  const [driver, table, adapter] = await Promise.all(
    (['driver', 'table', 'planetscale'] as const).map((entry) => measure(entry, edgeConditions.workerd)),
  );
  const kilobytes = (from: Bundle | undefined, to: Bundle | undefined) =>
    Math.round(((to?.gzipBytes ?? Number.NaN) - (from?.gzipBytes ?? Number.NaN)) / 1024);
  const page = await readFile(new URL('../../docs/edge.md', import.meta.url), 'utf8');
  expect(page.replaceAll(/\s+/g, ' ')).toContain(
    `adds about ${kilobytes(driver, adapter)} KB (minified and gzipped) to the 21 KB of Drizzle's driver, ` +
      `or ${kilobytes(table, adapter)} KB if the site has a table of its own.`,
  );
});

const sizeOver = (driver: Bundle, bytes: number) => `${bytes} B (+${bytes - driver.gzipBytes})`;

it('needs the condition browser, without which nanoid asks for Node', async () => {
  const building = measure('root', ['workerd', 'worker']);
  await expect(building).rejects.toThrow('got "node:crypto" in node_modules/nanoid/index.js');
});
