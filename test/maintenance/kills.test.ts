import { describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapterError } from '../../src/index.ts';
import { type Pruned, prune } from '../../src/maintenance.ts';
import { startKiller } from '../support/databases/killer.ts';
import { openSite, sites } from './open-site.ts';
import { beginTraffic } from './traffic.ts';

const FILLING = { sessions: 2000, verificationTokens: 300 };

describe.each(sites.filter(([way]) => way.startsWith('mysql2')))(
  'a prune over %s, on the %s tables',
  (way, schema) => {
    it.each(['kill query', 'kill'] as const)(
      'deletes everything expired, nothing live, and claims no more than it has deleted while statements meet “%s”',
      { timeout: 240_000 },
      async (kill) => {
        const site = await openSite(way, schema, FILLING);
        const traffic = beginTraffic(site);
        const killer = await startKiller(site.databaseUrl, kill, /^(delete|select)/i);
        onTestFinished(() => killer.stop().then(() => {}));
        const counted: Pruned[] = [];
        const run = async (batchSize: number) => {
          let last: Pruned = { sessions: 0, verificationTokens: 0, done: false };
          const onProgress = (progress: Pruned) => {
            last = progress;
          };
          try {
            last = await prune(site.adapter, { batchSize, onProgress });
          } catch (error) {
            if (!(error instanceof MySqlAdapterError)) throw error;
          }
          counted.push(last);
          return last.done;
        };
        // Until it gets through, however often it is ended; after that many times, without more kills.
        for (let times = 0; times < 30; times++) if (await run(20)) break;
        expect(await killer.stop()).toBeGreaterThan(0);
        const { kept, missed, visits } = await traffic.stop();
        expect(await run(1000)).toBe(true);

        expect(visits).toBeGreaterThan(0);
        expect(missed).toEqual([]);
        expect(await site.lost(kept)).toEqual([]);
        expect(await site.liveVerificationTokens()).toBe(FILLING.verificationTokens);
        expect(await site.expired()).toEqual({ sessions: 0, verificationTokens: 0 });
        const total = (key: 'sessions' | 'verificationTokens') =>
          counted.reduce((sum, each) => sum + each[key], 0);
        expect(total('sessions')).toBeLessThanOrEqual(FILLING.sessions);
        expect(total('verificationTokens')).toBeLessThanOrEqual(FILLING.verificationTokens);
        expect(total('sessions')).toBeGreaterThan(0);
      },
    );
  },
);
