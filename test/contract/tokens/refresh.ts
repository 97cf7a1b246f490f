import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { oauthRefresh } from '../../../src/tokens.ts';
import { deferred } from '../../support/calls/deferred.ts';
import { unique } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { expired, type Holder, type Site } from './open-site.ts';

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A refresh by one caller, and what others see of it. */
export function refreshSuite(site: () => Site): void {
  const atEndpoint = () =>
    oauthRefresh({ tokenEndpoint: site().endpoint.url, clientId: 'app', clientSecret: 'secret' });
  const refreshing = () => site().tokens({ refresh: { local: atEndpoint() } });

  it('asks the provider once for 50 callers, and gives all of them the new token', async () => {
    const grant = site().endpoint.newGrant({ delayMs: 100, more: { scope: 'a b', id_token: 'id' } });
    const holder = await site().newHolder({ ...expired(grant.refreshToken), scope: 'a' });
    const callers = times(5, refreshing);
    const found = await Promise.all(times(50, (index) => callers[index % 5]?.getAccessToken(holder)));
    expect(grant).toMatchObject({ used: [grant.refreshToken], isRevoked: false });
    const row = await site().rowOf(holder);
    expect(row).toMatchObject({ token_type: 'bearer', id_token: 'id', scope: 'a b', refreshLease: null });
    expect(row.refresh_token).toMatch(/\.1$/);
    const expiresAt = new Date(Number(row.expires_at) * 1000);
    for (const each of found)
      expect(each).toEqual({ accessToken: row.access_token, expiresAt, scope: 'a b' });
  });

  it('uses each refresh token of a rotating provider once, expiry after expiry', async () => {
    const grant = site().endpoint.newGrant({ delayMs: 20 });
    const holder = await site().newHolder(expired(grant.refreshToken));
    for (const number of [1, 2, 3, 4]) {
      const found = await Promise.all(times(20, () => refreshing().getAccessToken(holder)));
      expect(new Set(found.map((each) => each?.accessToken)).size).toBe(1);
      expect(grant.used).toHaveLength(number);
      await site().change(holder, 'expires_at = 1');
    }
    expect(grant).toMatchObject({ mostAtOnce: 1, isRevoked: false });
    expect(new Set(grant.used).size).toBe(4);
  });

  it('sends a SELECT and two UPDATEs for the one who asks, and SELECTs for those who wait', async () => {
    const grant = site().endpoint.newGrant();
    const holder = await site().newHolder(expired(grant.refreshToken));
    const sent = await site().open.statementsOf(() => refreshing().getAccessToken(holder));
    expect(sent.map(verbAndTable)).toEqual(['select accounts', 'update accounts', 'update accounts']);
    await hold(holder);
    const waiting = await site().open.statementsOf(async (statements) => {
      const found = refreshing().getAccessToken(holder);
      await expect.poll(() => statements.length, { timeout: 20_000 }).toBeGreaterThan(2);
      await release(holder, 'new');
      expect(await found).toMatchObject({ accessToken: 'new' });
    });
    expect(new Set(waiting.map(verbAndTable))).toEqual(new Set(['select accounts']));
  });

  /** Gives the lease to somebody else, for a while. */
  const hold = (holder: Holder, seconds = 20) =>
    site().change(
      holder,
      `expires_at = 1, refresh_lease = 'other', refresh_lease_until = utc_timestamp(3) + interval ${seconds} second`,
    );
  /** Stores a token as somebody else does who had the lease. */
  const release = (holder: Holder, token: string) =>
    site().change(
      holder,
      `access_token = '${token}', expires_at = unix_timestamp() + 3600, refresh_lease = null, refresh_lease_until = null`,
    );
  it('takes a lease that ends in an hour for one of a clock that was set back since', async () => {
    for (const lease of ['somebody', 'refused']) {
      const grant = site().endpoint.newGrant();
      const holder = await site().newHolder(expired(grant.refreshToken));
      await site().change(
        holder,
        `refresh_lease = '${lease}', refresh_lease_until = utc_timestamp(3) + interval 1 hour`,
      );
      expect(await refreshing().getAccessToken(holder)).toMatchObject({ scope: null });
      expect(grant.used).toHaveLength(1);
    }
  });

  it('waits for the lease of a holder who is gone, and no longer', async () => {
    const grant = site().endpoint.newGrant();
    const holder = await site().newHolder(expired(grant.refreshToken));
    await hold(holder, 2);
    const found = refreshing().getAccessToken(holder);
    expect(await found).toMatchObject({ accessToken: expect.stringMatching(/\.1$/) });
    expect(grant.used).toHaveLength(1);
  });

  it.each([-30_000, 30_000])(
    'goes by the clock of the database, where that of the process is %i ms off',
    async (skewMs) => {
      const grants = times(3, () => site().endpoint.newGrant());
      const [soon, over, held] = await Promise.all(
        [90, -10, -10].map((expiresIn, index) =>
          site().newHolder({ ...expired(grants[index]?.refreshToken ?? ''), expiresIn }),
        ),
      );
      if (!soon || !over || !held) throw new Error('Expected three accounts.');
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs });
      try {
        expect((await refreshing().getAccessToken(soon))?.accessToken).toMatch(/^old/);
        const { expiresAt } = (await refreshing().getAccessToken(over)) ?? {};
        expect(Math.abs(Number(expiresAt) - (Date.now() - skewMs) - 3_600_000)).toBeLessThan(20_000);
        await hold(held);
        const waiting = refreshing().getAccessToken(held);
        await new Promise((resolve) => setTimeout(resolve, 300));
        await release(held, 'theirs');
        expect(await waiting).toMatchObject({ accessToken: 'theirs' });
        expect(grants.map(({ used }) => used.length)).toEqual([0, 1, 0]);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('gives 20 callers a token that lives for less than the margin, at one request', async () => {
    const grant = site().endpoint.newGrant({ expiresIn: '30', delayMs: 100 });
    const holder = await site().newHolder(expired(grant.refreshToken));
    const found = await Promise.all(times(20, () => refreshing().getAccessToken(holder)));
    expect(new Set(found.map((each) => each?.accessToken)).size).toBe(1);
    expect(grant.used).toHaveLength(1);
  });

  it.each([null, 0, 'soon', ''])(
    'stores no end where the provider says %j, and replaces such a token once it was refused',
    async (expiresIn) => {
      const grant = site().endpoint.newGrant({ expiresIn, delayMs: 50 });
      const holder = await site().newHolder(expired(grant.refreshToken));
      const first = await refreshing().getAccessToken(holder);
      expect(first).toMatchObject({ expiresAt: null });
      expect(await site().rowOf(holder)).toMatchObject({ expires_at: null });
      expect(await refreshing().getAccessToken(holder)).toEqual(first);
      expect(grant.used).toHaveLength(1);
      const refusedToken = first?.accessToken;
      const found = await Promise.all(
        times(20, () => refreshing().getAccessToken({ ...holder, refusedToken })),
      );
      for (const each of found) expect(each?.accessToken).toMatch(/\.2$/);
      expect(grant.used).toHaveLength(2);
    },
  );

  it('asks once for 10 callers whose token was refused, also where the same one is issued again', async () => {
    const grant = site().endpoint.newGrant({ delayMs: 100, more: { access_token: 'same' } });
    const holder = await site().newHolder({ ...expired(grant.refreshToken), access_token: 'same' });
    const found = await Promise.all(
      times(10, () => refreshing().getAccessToken({ ...holder, refusedToken: 'same' })),
    );
    for (const each of found) expect(each).toMatchObject({ accessToken: 'same' });
    expect(grant.used).toHaveLength(1);
  });

  it.each([1e15, '1e300', 0, -5, 'soon'])('stores no end where the provider says %j', async (expiresIn) => {
    const grant = site().endpoint.newGrant({ expiresIn });
    const holder = await site().newHolder(expired(grant.refreshToken));
    expect(await refreshing().getAccessToken(holder)).toMatchObject({ expiresAt: null });
    expect(await site().rowOf(holder)).toMatchObject({ expires_at: null });
  });

  it('keeps the refresh token and the scope where the provider returns no others', async () => {
    const grant = site().endpoint.newGrant({ rotates: false, expiresIn: 3600.9 });
    const holder = await site().newHolder({ ...expired(grant.refreshToken), scope: 'a' });
    expect(await refreshing().getAccessToken(holder)).toMatchObject({ scope: 'a' });
    expect(await site().rowOf(holder)).toMatchObject({ refresh_token: grant.refreshToken, scope: 'a' });
  });

  it('lets two accounts be refreshed at once, and touches no other', async () => {
    const [slow, fast] = [await site().newHolder(expired('slow')), await site().newHolder(expired('fast'))];
    const { userId, providerAccountId } = slow;
    const sameUser = await site().newHolder({ access_token: 'x' }, { userId });
    const alike = await site().newHolder({ access_token: 'y' }, { provider: 'other', providerAccountId });
    const gate = deferred<object>();
    const refresh = ({ refreshToken }: { refreshToken: string }) =>
      refreshToken === 'slow' ? gate.promise : { access_token: 'of the fast one' };
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    const waiting = getAccessToken(slow);
    expect(await getAccessToken(fast)).toMatchObject({ accessToken: 'of the fast one' });
    gate.resolve({ access_token: 'of the slow one' });
    expect(await waiting).toMatchObject({ accessToken: 'of the slow one' });
    expect(await site().rowOf(sameUser)).toMatchObject({ access_token: 'x', refreshLease: null });
    expect(await site().rowOf(alike)).toMatchObject({ access_token: 'y', refreshLease: null });
  });

  it('returns null for an account that is unlinked meanwhile', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = async () => {
      await site().adapter().unlinkAccount(holder);
      return { access_token: 'new' };
    };
    expect(
      await site()
        .tokens({ refresh: { local: refresh } })
        .getAccessToken(holder),
    ).toBeNull();
  });

  it('aborts a request that takes too long', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = ({ signal }: { signal: AbortSignal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } }, { requestLimitMs: 50 });
    await expect(getAccessToken(holder)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('stores what comes late from a function that takes no notice of the signal', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = async () => {
      await pause(200);
      return { access_token: 'late', refresh_token: 'next' };
    };
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } }, { requestLimitMs: 20 });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'late' });
    expect(await site().rowOf(holder)).toMatchObject({ access_token: 'late', refresh_token: 'next' });
  });

  it('does not wait for ever for such a function', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = () => new Promise<object>(() => {});
    const times = { requestLimitMs: 20, longestWaitMs: 100 };
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } }, times);
    await expect(getAccessToken(holder)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await site().rowOf(holder)).toMatchObject({ refreshLease: 'failed', refresh_token: 'r' });
  });

  it('leaves no rejection behind that nobody waits for, which would end the process', async () => {
    const left = vi.fn();
    process.on('unhandledRejection', left);
    const thrown = new Error('thrown at once');
    const ways = [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
      () => ({ access_token: 'new' }),
    ];
    for (const refresh of ways) {
      const holder = await site().newHolder(expired('r'));
      const { getAccessToken } = site().tokens({ refresh: { local: refresh } }, { longestWaitMs: 50 });
      await getAccessToken(holder).catch((error: unknown) => expect(error).toBe(thrown));
    }
    await pause(200);
    process.off('unhandledRejection', left);
    expect(left).not.toHaveBeenCalled();
  });

  it('finishes though answers are lost on the way, and asks the provider once', async () => {
    const take = /^update `accounts` set `refresh_lease` = /;
    const store = /^update `accounts` set .*`access_token` = /;
    for (const statement of [take, store]) {
      const grant = site().endpoint.newGrant();
      const holder = await site().newHolder(expired(grant.refreshToken));
      site().open.drop(statement, { executed: true });
      const found = await refreshing().getAccessToken(holder);
      expect(found?.accessToken).toBe((await site().rowOf(holder)).access_token);
      expect(await site().rowOf(holder)).toMatchObject({ refreshLease: null });
      expect(grant.used).toHaveLength(1);
    }
  });

  it('stores what fits of tokens that do not, since the refresh token is used up', async () => {
    const refresh = () => ({ access_token: unique('x').padEnd(70_000, 'x'), refresh_token: 'next' });
    const refused = await site().newHolder(expired('r'));
    await expect(
      site()
        .tokens({ refresh: { local: refresh } })
        .getAccessToken(refused),
    ).rejects.toMatchObject({ code: 'VALUE_TOO_LONG', column: 'access_token' });
    expect(await site().rowOf(refused)).toMatchObject({ access_token: null, refresh_token: 'next' });
  });
}
