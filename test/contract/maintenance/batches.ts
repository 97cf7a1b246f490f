import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { keyring } from '../../../src/index.ts';
import {
  type DeletedOrphans,
  deleteOrphans,
  type Pruned,
  prune,
  reencryptTokens,
} from '../../../src/maintenance.ts';
import { inHours, type Site } from './open-site.ts';

const KEYRING = keyring({ current: 'one', keys: { one: btoa('x'.repeat(32)) } });

/** The number of keys that a statement names. */
export const keysIn = (statement: string) => statement.match(/ in \(([^)]*)\)/)?.[1]?.split(', ').length ?? 1;

const deletions = (sent: readonly string[]) => sent.filter((each) => each.startsWith('delete'));

export function batchesSuite(site: () => Site): void {
  it('of expired rows are as large as was asked for, and are reported one by one', async () => {
    await site().addSessions(7, inHours(-1));
    await site().addLinks(4, inHours(-2));
    const live = await site().addSessions(3, inHours(1));
    const seen: Pruned[] = [];
    const sent = await site().open.statementsOf(async () => {
      const pruned = await prune(site().adapter(), { batchSize: 3, onProgress: (each) => seen.push(each) });
      expect(pruned).toEqual({ sessions: 7, verificationTokens: 4, done: true });
    });
    expect(await site().sessions()).toEqual(live);
    for (const each of deletions(sent).slice(1)) expect(keysIn(each)).toBeLessThanOrEqual(3);
    expect(seen.at(-1)).toEqual({ sessions: 7, verificationTokens: 4, done: false });
    const sums = seen.map(({ sessions, verificationTokens }) => sessions + verificationTokens);
    expect(sums.length).toBeGreaterThanOrEqual(5);
    for (const [index, sum] of sums.entries()) {
      expect(sum - (sums[index - 1] ?? 0)).toBeLessThanOrEqual(3);
      expect(sum).toBeGreaterThanOrEqual(sums[index - 1] ?? 0);
    }
    expect(seen.every(({ done }) => !done)).toBe(true);
  });

  it('of orphans are as large as was asked for, and are reported one by one', async () => {
    await site().addSessions(7, inHours(1));
    for (let index = 0; index < 4; index++) await site().addAccount('nobody');
    const seen: DeletedOrphans[] = [];
    const options = { atMost: 11, batchSize: 3, onProgress: (each: DeletedOrphans) => seen.push(each) };
    expect(await deleteOrphans(site().adapter(), options)).toEqual({
      ...{ sessions: 7, accounts: 4, authenticators: 0 },
      done: true,
    });
    const sums = seen.map(({ sessions, accounts }) => sessions + accounts);
    expect(sums).toEqual([3, 6, 7, 10, 11].slice(-sums.length));
    expect(seen.every(({ done }) => !done)).toBe(true);
  });

  it.each([1, 2, 10_000])('of %i rows do the same in the end', async (batchSize) => {
    const [over, live] = [await site().addSessions(5, inHours(-1)), await site().addSessions(2, inHours(1))];
    expect(over).toHaveLength(5);
    expect(await prune(site().adapter(), { batchSize })).toMatchObject({ sessions: 5, done: true });
    expect(await site().sessions()).toEqual(live);
    const deleted = await deleteOrphans(site().adapter(), { atMost: 2, batchSize });
    expect(deleted).toEqual({ sessions: 2, accounts: 0, authenticators: 0, done: true });
    expect(await site().sessions()).toEqual([]);
  });

  it('stop after the one that is under way, and a second run goes on', async () => {
    await site().addSessions(5, inHours(-1));
    await site().addLinks(2, inHours(-1));
    const stopping = new AbortController();
    const onProgress = ({ sessions }: { readonly sessions: number }) => sessions > 0 && stopping.abort();
    const options = { batchSize: 2, signal: stopping.signal, onProgress };
    expect(await prune(site().adapter(), options)).toEqual({
      ...{ sessions: 2, verificationTokens: 0 },
      done: false,
    });
    expect(await site().sessions()).toHaveLength(3);
    expect(await prune(site().adapter())).toEqual({ sessions: 3, verificationTokens: 2, done: true });
  });

  it('of orphans stop after the one that is under way, and a second run goes on', async () => {
    await site().addSessions(5, inHours(1));
    const stopping = new AbortController();
    const options = { atMost: 9, batchSize: 2, signal: stopping.signal, onProgress: () => stopping.abort() };
    const none = { accounts: 0, authenticators: 0 };
    expect(await deleteOrphans(site().adapter(), options)).toEqual({ sessions: 2, ...none, done: false });
    expect(await site().sessions()).toHaveLength(3);
    expect(await deleteOrphans(site().adapter(), { atMost: 3 })).toEqual({
      sessions: 3,
      ...none,
      done: true,
    });
  });

  it('are not begun for somebody who has stopped already', async () => {
    await site().addSessions(1, inHours(-1));
    const signal = AbortSignal.abort();
    const sent = await site().open.statementsOf(async () => {
      expect(await prune(site().adapter(), { signal })).toMatchObject({ sessions: 0, done: false });
      const deleted = await deleteOrphans(site().adapter(), { signal, atMost: 1 });
      expect(deleted).toMatchObject({ sessions: 0, done: false });
    });
    expect(sent).toEqual([]);
  });

  it('end with what the caller’s own function throws, and what is deleted stays so', async () => {
    await site().addSessions(4, inHours(-1));
    const full = new Error('disk full');
    const onProgress = ({ sessions }: { readonly sessions: number }) => {
      if (sessions > 0) throw full;
    };
    await expect(prune(site().adapter(), { batchSize: 2, onProgress })).rejects.toBe(full);
    expect(await site().sessions()).toHaveLength(2);
    await expect(deleteOrphans(site().adapter(), { atMost: 2, batchSize: 1, onProgress })).rejects.toBe(full);
    expect(await site().sessions()).toHaveLength(1);
  });

  it('wait for what the caller’s own function does, and end with what it rejects with', async () => {
    await site().addSessions(4, inHours(-1));
    await site().addAccount(await site().addUser());
    const full = new Error('disk full');
    const onProgress = async () => {
      await setTimeout(20);
      if ((await site().sessions()).length < 4) throw full;
    };
    const adapter = site().adapter({ encryptOAuthTokens: KEYRING });
    await expect(prune(adapter, { batchSize: 2, onProgress })).rejects.toBe(full);
    expect(await site().sessions()).toHaveLength(2);
    await expect(deleteOrphans(adapter, { atMost: 2, batchSize: 1, onProgress })).rejects.toBe(full);
    expect(await site().sessions()).toHaveLength(1);
    await expect(reencryptTokens(adapter, { onProgress })).rejects.toBe(full);
  });

  it('get over rows that all end at one moment, and those that end within one millisecond', async () => {
    await site().addSessions(20, inHours(-1));
    await site().open.db.execute(
      `update sessions set expires = '2026-01-31 12:00:00.123456' where substring(session_token, 3, 1) > 'h'`,
    );
    expect(await prune(site().adapter(), { batchSize: 3 })).toMatchObject({ sessions: 20, done: true });
    expect(await site().sessions()).toEqual([]);
  });
}
