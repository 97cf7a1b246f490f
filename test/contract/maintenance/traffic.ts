import { expect, it } from 'vitest';
import { countOrphans, deleteOrphans, prune } from '../../../src/maintenance.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { newAccount, newUser, signIn } from '../../support/rows/samples.ts';
import { atOnce, times } from '../races/crowd.ts';
import { inHours, type Site } from './open-site.ts';

/** How many people sign in at once, and how often each. */
const PEOPLE = 6;
const ROUNDS = 4;

export function trafficSuite(site: () => Site): void {
  it('loses nothing of people who sign in, refresh, link and read meanwhile, and fails for nobody', async () => {
    const adapter = site().adapter();
    let isOver = false;
    const visits = times(PEOPLE, (index) => async () => {
      const { id } = await adapter.createUser(newUser());
      const kept = [];
      for (let round = 0; round < ROUNDS; round++) {
        const account = await adapter.linkAccount(newAccount(id));
        await adapter.createAuthenticator?.(newPasskey(id));
        const { sessionToken } = await signIn(adapter, id);
        await adapter.updateSession?.({ sessionToken, expires: inHours(48) });
        await signIn(adapter, id, inHours(-1));
        expect(await adapter.getSessionAndUser?.(sessionToken)).toMatchObject({ user: { id } });
        kept.push({ account, sessionToken });
      }
      const isGone = index % 3 === 2;
      if (isGone) await adapter.deleteUser(id);
      return { id, kept, isGone };
    });
    const maintain = async () => {
      const sums = { pruned: 0, orphans: 0 };
      while (!isOver) {
        await site().addSessions(3, inHours(1), 'nobody');
        await site().addAccount('nobody');
        sums.pruned += (await prune(adapter, { batchSize: 2 })).sessions;
        sums.orphans += (await deleteOrphans(adapter, { atMost: 1000, batchSize: 3 })).sessions;
      }
      return sums;
    };
    const maintained = maintain();
    // The visits alone decide when it is over, and a failure of theirs ends the test.
    const { results, codes } = await atOnce(site().open, visits).finally(() => {
      isOver = true;
    });
    const sums = await maintained;
    expect(codes).toEqual([]);
    expect(sums.orphans).toBeGreaterThanOrEqual(3);
    for (const { id, kept, isGone } of results)
      for (const { account, sessionToken } of kept) {
        const found = await adapter.getSessionAndUser?.(sessionToken);
        const owner = await adapter.getUserByAccount(account);
        expect([found?.user.id, owner?.id]).toEqual(isGone ? [undefined, undefined] : [id, id]);
      }
    const { sessions } = await prune(adapter);
    const left = results.filter(({ isGone }) => !isGone).length * ROUNDS;
    expect(sums.pruned + sessions).toBeGreaterThanOrEqual(left);
    await deleteOrphans(adapter, { atMost: 1000 });
    expect(await countOrphans(adapter)).toEqual({ sessions: 0, accounts: 0, authenticators: 0 });
    expect(await site().sessions()).toHaveLength(left);
  });

  it('shares the work with a second run at the same time', async () => {
    const adapter = site().adapter();
    await site().addSessions(40, inHours(-1));
    await site().addLinks(40, inHours(-1));
    const live = await site().addSessions(3, inHours(1));
    const { results, codes } = await atOnce(
      site().open,
      times(3, () => () => prune(adapter, { batchSize: 4 })),
    );
    expect(codes).toEqual([]);
    expect(results.map(({ done }) => done)).toEqual([true, true, true]);
    const sum = (key: 'sessions' | 'verificationTokens') =>
      results.reduce((total, each) => total + each[key], 0);
    expect([sum('sessions'), sum('verificationTokens')]).toEqual([40, 40]);
    expect([await site().sessions(), await site().links()]).toEqual([live, []]);
  });
}
