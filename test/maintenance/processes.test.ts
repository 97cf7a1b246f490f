import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pruned } from '../../src/maintenance.ts';
import { bundleCaller } from '../support/processes/bundle-caller.ts';
import { openSite, sites } from './open-site.ts';
import { startCaller } from './start-caller.ts';
import { beginTraffic } from './traffic.ts';

const FILLING = { sessions: 3000, verificationTokens: 500 };
const NOTHING = { sessions: 0, verificationTokens: 0 };
/** So small that a process is not done before it gets a signal. */
const BATCH = 10;

describe.each(sites)('a process that prunes over %s, on the %s tables', (way, schema) => {
  let program: Awaited<ReturnType<typeof bundleCaller>>;
  beforeAll(async () => {
    program = await bundleCaller(import.meta.url);
  });
  afterAll(() => program.remove());

  async function open() {
    const site = await openSite(way, schema, FILLING);
    const traffic = beginTraffic(site);
    return {
      site,
      start: (batchSize = BATCH) => startCaller(program.file, { url: site.url, schema, batchSize }),
      /** Expects that nothing has expired which is there, and that everything live is. */
      async expectAllLive() {
        const { kept, missed, visits } = await traffic.stop();
        expect(visits).toBeGreaterThan(0);
        expect(missed).toEqual([]);
        expect(await site.lost(kept)).toEqual([]);
        expect(await site.liveVerificationTokens()).toBe(FILLING.verificationTokens);
        expect(await site.expired()).toEqual(NOTHING);
      },
    };
  }

  it('is stopped by Ctrl-C after a batch, says exactly what is gone, and another one goes on', {
    timeout: 240_000,
  }, async () => {
    const { site, start, expectAllLive } = await open();
    const { pruned } = await (await start()).prune({ name: 'SIGINT', after: 3 });
    expect(pruned).toMatchObject({ done: false });
    expect(sum([pruned, await site.expired()])).toEqual(FILLING);
    const rest = await (await start(1000)).prune();
    expect(rest.pruned).toMatchObject({ done: true });
    expect(sum([pruned, rest.pruned])).toEqual(FILLING);
    await expectAllLive();
  });

  it('is killed at any moment, has deleted at least what it said, and another one goes on', {
    timeout: 240_000,
  }, async () => {
    const { site, start, expectAllLive } = await open();
    for (const after of [1, 2, 5, 20]) {
      const before = await site.expired();
      const { pruned, progress } = await (await start()).prune({ name: 'SIGKILL', after });
      expect(pruned).toBeUndefined();
      // It may have worked on while the signal was on its way, and what it said of that was lost with it.
      expect(total(sum([progress, await site.expired()]))).toBeLessThanOrEqual(total(before));
      expect(total(progress)).toBeGreaterThan(0);
    }
    const { pruned } = await (await start(1000)).prune();
    expect(pruned).toMatchObject({ done: true });
    await expectAllLive();
  });

  it('shares the work with others that prune at the same moment: together they count each row once', {
    timeout: 240_000,
  }, async () => {
    const { start, expectAllLive } = await open();
    const callers = await Promise.all([50, 100, 100].map((batchSize) => start(batchSize)));
    const said = await Promise.all(callers.map((caller) => caller.prune()));
    for (const { pruned } of said) expect(pruned).toMatchObject({ done: true });
    expect(sum(said.map(({ pruned }) => pruned))).toEqual(FILLING);
    await expectAllLive();
  });
});

type Counts = Omit<Pruned, 'done'>;

/** Adds up counts. */
const sum = (counts: readonly (Counts | undefined)[]): Counts => ({
  sessions: counts.reduce((total, each) => total + (each?.sessions ?? 0), 0),
  verificationTokens: counts.reduce((total, each) => total + (each?.verificationTokens ?? 0), 0),
});

const total = (counts: Counts | undefined) => (counts?.sessions ?? 0) + (counts?.verificationTokens ?? 0);
