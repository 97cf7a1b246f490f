import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { inAnHour, newUser, unique } from '../../support/rows/samples.ts';
import { untilBlocked } from '../gate.ts';
import { atOnce, times } from '../races/crowd.ts';
import { hashOf, type Site } from './open-site.ts';

/** Tokens that an index has before the hashes, and after them. */
const BEGINNINGS = ['0', 'z'];

/** Sessions that are rewritten while something else becomes of them. */
export function racesSuite(site: () => Site, rounds: number): void {
  async function newSession(beginning: string) {
    const adapter = site().adapter('read');
    const { id: userId } = await adapter.createUser(newUser());
    return adapter.createSession({ sessionToken: unique(beginning), userId, expires: inAnHour() });
  }

  describe.each(BEGINNINGS)('a session whose token begins with %s', (beginning) => {
    it('is found by each of 20 requests that meet it at once, and rewritten', async () => {
      const [migrating, reading] = [site().adapter('migrate'), site().adapter('read')];
      for (const _ of times(rounds, String)) {
        const { sessionToken, userId } = await newSession(beginning);
        const calls = times(
          20,
          (index) => () => (index % 4 ? migrating : reading).getSessionAndUser(sessionToken),
        );
        const { results, codes } = await atOnce(site().open, calls);
        expect(codes).toEqual([]);
        expect(results.map((found) => found?.session.sessionToken)).toEqual(Array(20).fill(sessionToken));
        expect(await site().storedOf(userId)).toEqual([hashOf(sessionToken)]);
      }
    });

    it('is over after a sign-out, however many requests rewrite it', async () => {
      const adapters = [site().adapter('migrate'), site().adapter('read')];
      for (const round of times(rounds * 2, Number)) {
        const { sessionToken, userId } = await newSession(beginning);
        const reads = times(4, () => () => site().adapter('migrate').getSessionAndUser(sessionToken));
        const end = async () => void (await adapters[round % 2]?.deleteSession(sessionToken));
        const { codes } = await atOnce(site().open, [...reads.slice(0, round % 4), end, ...reads]);
        expect(codes).toEqual([]);
        expect(await site().storedOf(userId)).toEqual([]);
      }
    });

    it('is extended, however many requests rewrite it', async () => {
      const adapters = [site().adapter('migrate'), site().adapter('read')];
      for (const round of times(rounds * 2, Number)) {
        const { sessionToken, userId } = await newSession(beginning);
        const expires = new Date('2100-01-01T00:00:00Z');
        const reads = times(4, () => () => site().adapter('migrate').getSessionAndUser(sessionToken));
        const extend = async () =>
          void (await adapters[round % 2]?.updateSession({ sessionToken, userId, expires }));
        const { codes } = await atOnce(site().open, [...reads.slice(0, round % 4), extend, ...reads]);
        expect(codes).toEqual([]);
        expect(await site().rowsOf(userId)).toMatchObject([{ sessionToken: hashOf(sessionToken), expires }]);
      }
    });
  });
}

/** Sessions that are rewritten at the very moment in which something else waits for their row. */
export function heldRacesSuite(site: () => Site): void {
  const LATER = new Date('2100-01-01T00:00:00Z');

  describe.each(BEGINNINGS)('a session whose token begins with %s', (beginning) => {
    /** Rewrites the row of a session while a call waits for it; of two that wait for each other, this one may lose. */
    async function rewriteBeneath(call: (sessionToken: string) => Promise<unknown>) {
      const adapter = site().adapter('read');
      const { id: userId } = await adapter.createUser(newUser());
      const { sessionToken } = await adapter.createSession({
        sessionToken: unique(beginning),
        userId,
        expires: inAnHour(),
      });
      let called: Promise<unknown> = Promise.resolve();
      const rewriting = site().open.db.transaction(async (other) => {
        const isRow = sql`where session_token = ${sessionToken}`;
        await other.execute(sql`select * from sessions ${isRow} for update`);
        called = call(sessionToken);
        await untilBlocked(site().open.db, called, sessionToken);
        await other.execute(sql`update sessions set session_token = ${hashOf(sessionToken)} ${isRow}`);
      });
      await rewriting.catch((error: { cause?: { errno?: number } }) => {
        if (error.cause?.errno !== 1213) throw error;
      });
      await called;
      return { userId, sessionToken };
    }

    it.each(['read', 'migrate'] as const)('is over after a sign-out with %j', async (mode) => {
      const adapter = site().adapter(mode);
      const { userId } = await rewriteBeneath((sessionToken) => adapter.deleteSession(sessionToken));
      expect(await site().storedOf(userId)).toEqual([]);
    });

    it.each(['read', 'migrate'] as const)('is extended with %j', async (mode) => {
      const adapter = site().adapter(mode);
      const { userId } = await rewriteBeneath((sessionToken) =>
        adapter.updateSession({ sessionToken, expires: LATER }),
      );
      expect(await site().rowsOf(userId)).toMatchObject([{ expires: LATER }]);
    });
  });
}
