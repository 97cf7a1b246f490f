import { beforeAll, describe, expect, it } from 'vitest';
import { edgeConditions } from '../../dev/edge.ts';
import { type Bundle, measure } from './measure.ts';

/** The entries beside the adapter, and a file that each must hold; sizes.test.ts limits how large they are. */
const others = [
  { entry: 'account', file: 'src/account/guarded-delete.ts' },
  { entry: 'codes', file: 'src/codes/limit-code-requests.ts' },
  { entry: 'credentials', file: 'src/credentials/with-credential-sessions.ts' },
  { entry: 'maintenance', file: 'src/maintenance/prune.ts' },
  { entry: 'one-time-tokens', file: 'src/one-time-tokens/token-rows.ts' },
  { entry: 'tokens', file: 'src/tokens/oauth-refresh.ts' },
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

  it.each(others)('the entry $entry adds nothing of Node', async (other) => {
    const { files } = await measure(other.entry, edgeConditions[conditions]);
    const added = [...files.keys()].filter((file) => !site.files.has(file));
    expect(added).toContain(other.file);
    expect(added.filter((file) => !/^(src|test\/bundle\/entries)\//.test(file))).toEqual([]);
    expect(added.filter((file) => file.startsWith('src/testing'))).toEqual([]);
  });
});
