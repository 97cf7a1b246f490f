import { describe, expect, it } from 'vitest';
import { edgeConditions } from '../../dev/edge.ts';
import { measure } from './measure.ts';

/** The most that an account page may add to a site that has the adapter. */
const ACCOUNT_BYTES = 5_632;

describe.each(['workerd', 'edge-light'] as const)('under the conditions of %s', (conditions) => {
  it.each(['root', 'planetscale'])('the entry %s brings nothing of those beside it', async (entry) => {
    const { files } = await measure(entry, edgeConditions[conditions]);
    const others = /^src\/(account|testing|tokens|vitess)[/.]/;
    expect([...files.keys()].filter((file) => others.test(file))).toEqual([]);
  });

  it(`an account page adds at most ${ACCOUNT_BYTES} bytes, compressed, and needs nothing of Node`, async () => {
    const [site, page] = [
      await measure('planetscale', edgeConditions[conditions]),
      await measure('account', edgeConditions[conditions]),
    ];
    const added = [...page.files.keys()].filter((file) => !site.files.has(file));
    expect(added).toContain('src/account/guarded-delete.ts');
    expect(added.filter((file) => !/^(src|test\/bundle\/entries)\//.test(file))).toEqual([]);
    const bytes = page.gzipBytes - site.gzipBytes;
    console.log(`${conditions}: an account page adds ${bytes} B`);
    expect(bytes).toBeLessThanOrEqual(ACCOUNT_BYTES);
  });
});
