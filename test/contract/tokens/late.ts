import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { accounts } from '../../../src/schema/index.ts';
import { deferred } from '../../support/calls/deferred.ts';
import { untilBlocked } from '../gate.ts';
import { verbAndTable } from '../verb-and-table.ts';
import { expired, type Holder, type Site } from './open-site.ts';

/** Callers who are held up, and what others do meanwhile. */
export function lateSuite(site: () => Site): void {
  const endLease = (holder: Holder) =>
    site().change(holder, 'refresh_lease_until = utc_timestamp(3) - interval 1 second');

  /** Starts a caller whose request to the provider is under way until the test answers. */
  async function startCaller(holder: Holder) {
    const [asked, answer] = [deferred<string>(), deferred<object>()];
    const refresh = vi.fn(async ({ refreshToken }: { refreshToken: string }) => {
      asked.resolve(refreshToken);
      return answer.promise;
    });
    const found = site()
      .tokens({ refresh: { local: refresh } })
      .getAccessToken(holder);
    found.catch(() => {});
    const usedToken = await asked.promise;
    return { found, usedToken, refresh, answer: answer.resolve };
  }
  const tokens = (name: string) => ({ access_token: `access ${name}`, refresh_token: `refresh ${name}` });

  /** Lets a caller read the account, and changes it before the caller can take the lease. */
  async function changeBeforeTake(
    holder: Holder,
    set: string,
    refresh: (request: { refreshToken: string }) => unknown,
  ) {
    let found: Promise<unknown> = Promise.resolve();
    await site().open.db.transaction(async (other) => {
      const isRow = eq(accounts.userId, holder.userId);
      await other.execute(sql`select user_id from accounts where ${isRow} for update`);
      found = site()
        .tokens({ refresh: { local: refresh } })
        .getAccessToken(holder);
      await untilBlocked(site().open.db, found, holder.userId);
      await other.execute(sql`update accounts set ${sql.raw(set)} where ${isRow}`);
    });
    return found;
  }

  it('uses no refresh token that others have used since it was read', async () => {
    const holder = await site().newHolder(expired('used'));
    const refresh = vi.fn(() => ({ access_token: 'new' }));
    const set = "access_token = 'theirs', refresh_token = 'next', expires_at = unix_timestamp() + 3600";
    const found = await changeBeforeTake(holder, set, refresh);
    expect(found).toMatchObject({ accessToken: 'theirs' });
    expect(refresh).not.toHaveBeenCalled();
  });

  it.each([
    ['a refresh token in another case', "refresh_token = 'USED'", 'USED'],
    ['an access token with an accent', "access_token = concat(access_token, _utf8mb4 x'cc81')", 'used'],
    ['another expiry', 'expires_at = expires_at - 1', 'used'],
    ['no access token', 'access_token = null', 'used'],
  ])('starts over with %s, though a collation may take it for the same', async (_what, set, usedToken) => {
    const holder = await site().newHolder(expired('used'));
    const refresh = vi.fn(({ refreshToken }) => ({ access_token: `by ${refreshToken}` }));
    const sent = await site().open.statementsOf(async () => {
      const found = await changeBeforeTake(holder, set, refresh);
      expect(found).toMatchObject({ accessToken: `by ${usedToken}` });
    });
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(sent.map(verbAndTable)).toEqual([
      ...['select accounts', 'update accounts'],
      ...['select accounts', 'update accounts', 'update accounts'],
    ]);
  });

  it('starts over where the lease took too long to come, for it may be over soon', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = vi.fn(() => ({ access_token: 'new' }));
    const sent = await site().open.statementsOf(async () => {
      let found: Promise<unknown> = Promise.resolve();
      await site().open.db.transaction(async (other) => {
        await other.execute(sql`select user_id from accounts where user_id = ${holder.userId} for update`);
        const { getAccessToken } = site().tokens({ refresh: { local: refresh } }, { takeLimitMs: 400 });
        found = getAccessToken(holder);
        await untilBlocked(site().open.db, found, holder.userId);
        await new Promise((resolve) => setTimeout(resolve, 500));
      });
      expect(await found).toMatchObject({ accessToken: 'new' });
    });
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(sent.map(verbAndTable).slice(0, 4)).toEqual([
      ...['select accounts', 'update accounts', 'select accounts', 'update accounts'],
    ]);
    expect(sent.length).toBeGreaterThanOrEqual(5);
  });

  it('stores tokens after the end of the lease, if nobody else has', async () => {
    const holder = await site().newHolder(expired('r'));
    const { found, answer } = await startCaller(holder);
    await endLease(holder);
    answer(tokens('a'));
    expect(await found).toMatchObject({ accessToken: 'access a' });
    expect(await site().rowOf(holder)).toMatchObject({ ...tokens('a'), refreshLease: null });
  });

  it('stores late tokens as long as others have none, whose own then count', async () => {
    const holder = await site().newHolder(expired('r'));
    const first = await startCaller(holder);
    await endLease(holder);
    const second = await startCaller(holder);
    expect(second.usedToken).toBe('r');
    first.answer(tokens('a'));
    expect(await first.found).toMatchObject({ accessToken: 'access a' });
    expect(await site().rowOf(holder)).toMatchObject({
      ...tokens('a'),
      refreshLease: expect.stringMatching(/^\+[0-9a-f-]{36}$/),
    });
    // Meanwhile they serve everybody.
    expect(
      await site()
        .tokens({ refresh: { local: () => ({}) } })
        .getAccessToken(holder),
    ).toMatchObject({
      accessToken: 'access a',
    });
    second.answer(tokens('b'));
    expect(await second.found).toMatchObject({ accessToken: 'access b' });
    expect(await site().rowOf(holder)).toMatchObject({ ...tokens('b'), refreshLease: null });
  });

  it('drops late tokens where others have newer ones, and returns those', async () => {
    const holder = await site().newHolder(expired('r'));
    const first = await startCaller(holder);
    await endLease(holder);
    const second = await startCaller(holder);
    second.answer(tokens('b'));
    await second.found;
    first.answer(tokens('a'));
    expect(await first.found).toMatchObject({ accessToken: 'access b' });
    expect(await site().rowOf(holder)).toMatchObject({ ...tokens('b'), refreshLease: null });
  });

  it('lets the tokens of a sign-in count that has come meanwhile', async () => {
    const holder = await site().newHolder(expired('r'));
    const { found, answer } = await startCaller(holder);
    const { updateOnSignIn } = site().tokens({ refresh: { local: () => ({}) } });
    const account = { ...holder, ...tokens('of a sign-in'), expires_at: 2_000_000_000 };
    await updateOnSignIn({ user: { id: holder.userId }, account });
    answer(tokens('a'));
    expect(await found).toMatchObject({ accessToken: 'access of a sign-in' });
    expect(await site().rowOf(holder)).toMatchObject(tokens('of a sign-in'));
  });

  it('replaces the refresh token alone that a sign-in without one has left, for it is used up', async () => {
    const holder = await site().newHolder(expired('r'));
    const { found, answer } = await startCaller(holder);
    const { updateOnSignIn } = site().tokens({ refresh: { local: () => ({}) } });
    const account = { ...holder, access_token: 'of a sign-in', expires_at: 2_000_000_000 };
    await updateOnSignIn({ user: { id: holder.userId }, account });
    answer(tokens('a'));
    expect(await found).toMatchObject({ accessToken: 'of a sign-in' });
    expect(await site().rowOf(holder)).toMatchObject({
      access_token: 'of a sign-in',
      expires_at: 2_000_000_000,
      refresh_token: 'refresh a',
    });
  });

  it('does not overwrite tokens that only look like those that were read', async () => {
    const holder = await site().newHolder(expired('r'));
    const { found, answer } = await startCaller(holder);
    await site().change(holder, 'access_token = upper(access_token), expires_at = unix_timestamp() + 3600');
    const { access_token } = await site().rowOf(holder);
    answer(tokens('a'));
    expect(await found).toMatchObject({ accessToken: access_token });
    expect(await site().rowOf(holder)).toMatchObject({ access_token, refresh_token: 'refresh a' });
    await site().change(holder, "refresh_token = 'REFRESH A', expires_at = 1, refresh_lease = null");
    const again = await startCaller(holder);
    await site().change(holder, "access_token = 'x', expires_at = null, refresh_token = 'refresh a'");
    again.answer(tokens('b'));
    expect(await again.found).toMatchObject({ accessToken: 'x' });
    expect(await site().rowOf(holder)).toMatchObject({ access_token: 'x', refresh_token: 'refresh a' });
  });

  it('leaves a caller whose answer never comes to itself, and shares no promise with it', async () => {
    const holder = await site().newHolder(expired('r'));
    const { refresh } = await startCaller(holder);
    await endLease(holder);
    const { getAccessToken } = site().tokens({ refresh: { local: () => ({ access_token: 'new' }) } });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'new' });
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('gives up after a minute of waiting for others', async () => {
    const holder = await site().newHolder(expired('r'));
    await site().change(
      holder,
      "refresh_lease = 'other', refresh_lease_until = utc_timestamp(3) + interval 20 second",
    );
    const { getAccessToken } = site().tokens({ refresh: { local: () => ({}) } }, { longestWaitMs: 100 });
    await expect(getAccessToken(holder)).rejects.toMatchObject({
      code: 'RETRIES_EXHAUSTED',
      message: 'Others were refreshing the same access token for too long. Try again later.',
    });
  });
}
