import { describe, expect, it } from 'vitest';
import { prune } from '../../src/maintenance.ts';
import { openSite, sites } from './open-site.ts';
import { beginTraffic } from './traffic.ts';

const FILLING = { sessions: 300, verificationTokens: 50 };
const NOTHING = { sessions: 0, verificationTokens: 0 };
const BATCH = 50;

describe.each(sites)('a prune over %s, on the %s tables', (way, schema) => {
  async function withDrops(executed: boolean) {
    const site = await openSite(way, schema, FILLING);
    const traffic = beginTraffic(site);
    for (const statement of [/^select/i, /^delete from `?sessions/i, /^delete from `?verification_tokens/i])
      site.drop(statement, { executed, times: 1 });
    const pruned = await prune(site.adapter, { batchSize: BATCH });
    const { kept, missed } = await traffic.stop();
    expect(missed).toEqual([]);
    expect(await site.lost(kept)).toEqual([]);
    expect(await site.liveVerificationTokens()).toBe(FILLING.verificationTokens);
    expect(await site.expired()).toEqual(NOTHING);
    return pruned;
  }

  it('sends a batch again that did not arrive, and counts it', async () => {
    expect(await withDrops(false)).toEqual({ ...FILLING, done: true });
  });

  it('goes on after a batch whose answer was lost, which it cannot count', async () => {
    const { sessions, verificationTokens, done } = await withDrops(true);
    expect(done).toBe(true);
    const lost = [FILLING.sessions - sessions, FILLING.verificationTokens - verificationTokens];
    // A batch that reads a whole table has only the expired rows of a part of it.
    for (const rows of lost) expect(rows).toBeGreaterThan(0);
    for (const rows of lost) expect(rows).toBeLessThanOrEqual(BATCH);
  });
});
