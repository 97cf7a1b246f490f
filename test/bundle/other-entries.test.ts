import { beforeAll, describe, expect, it } from 'vitest';
import { edgeConditions } from '../../dev/edge.ts';
import { type Bundle, measure } from './measure.ts';

/** The most bytes, compressed, that each entry may add to a site that has the adapter, and a file that it must hold. */
const others = [
  { entry: 'account', limit: 5_632, file: 'src/account/guarded-delete.ts' },
  { entry: 'codes', limit: 2_048, file: 'src/codes/limit-code-requests.ts' },
  { entry: 'credentials', limit: 1_536, file: 'src/credentials/with-credential-sessions.ts' },
  { entry: 'maintenance', limit: 3_072, file: 'src/maintenance/prune.ts' },
  { entry: 'one-time-tokens', limit: 2_560, file: 'src/one-time-tokens/token-rows.ts' },
  { entry: 'tokens', limit: 5_120, file: 'src/tokens/oauth-refresh.ts' },
];

describe.each(['workerd', 'edge-light'] as const)('under the conditions of %s', (conditions) => {
  let site: Bundle;
  beforeAll(async () => {
    site = await measure('planetscale', edgeConditions[conditions]);
  });

  it.each(['root', 'planetscale'])('the entry %s brings nothing of those beside it', async (entry) => {
    const { files } = await measure(entry, edgeConditions[conditions]);
    const beside =
      /^src\/(account|codes|command|credentials|maintenance|one-time-tokens|testing|tokens|vitess)[/.]/;
    expect([...files.keys()].filter((file) => beside.test(file))).toEqual([]);
  });

  it.each(others)(
    'the entry $entry adds at most $limit bytes, compressed, and nothing of Node',
    async (other) => {
      const { files, gzipBytes } = await measure(other.entry, edgeConditions[conditions]);
      const added = [...files.keys()].filter((file) => !site.files.has(file));
      expect(added).toContain(other.file);
      expect(added.filter((file) => !/^(src|test\/bundle\/entries)\//.test(file))).toEqual([]);
      expect(added.filter((file) => file.startsWith('src/testing'))).toEqual([]);
      console.log(`${conditions}: ${other.entry} adds ${gzipBytes - site.gzipBytes} B`);
      expect(gzipBytes - site.gzipBytes).toBeLessThanOrEqual(other.limit);
    },
  );
});
