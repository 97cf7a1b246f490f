import { inspect } from 'node:util';
import { expect, it, vi } from 'vitest';
import { MySqlAdapterError, type MySqlAdapterErrorCode } from '../../../src/index.ts';
import { TIMING } from '../../../src/tokens/timing.ts';
import { expired, type Holder, type Site } from './open-site.ts';

/** How a refresh ends that brings no token. */
export function endingsSuite(site: () => Site): void {
  /** Asks 20 times at once, and returns what became of it. */
  async function crowd(holder: Holder, refresh: () => unknown) {
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => getAccessToken(holder)));
    const reasons: unknown[] = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    const found = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const hasCode = (code: MySqlAdapterErrorCode) => (reason: unknown) =>
      reason instanceof MySqlAdapterError && reason.code === code;
    const count = (code: MySqlAdapterErrorCode) => reasons.filter(hasCode(code)).length;
    return { reasons, found, count };
  }
  const slowly = (answer: () => unknown) =>
    vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return answer();
    });
  const endNote = (holder: Holder) =>
    site().change(holder, 'refresh_lease_until = utc_timestamp(3) - interval 1 second');

  it.each([
    [{ error: 'invalid_grant' }, ': invalid_grant'],
    [{ error: 'hunter2', access_token: 'x' }, ''],
    [{ error: { message: 'hunter2' } }, ''],
    [{}, ': its answer has no access_token'],
    [undefined, ': its answer has no access_token'],
    ['hunter2', ': its answer has no access_token'],
    [{ access_token: 7 }, ': its answer has no access_token'],
    [{ access_token: '' }, ': its answer has no access_token'],
  ])('asks once and refuses all of 20 callers, where the provider answers %j', async (answer, reason) => {
    const holder = await site().newHolder(expired('hunter2'));
    const before = await site().rowOf(holder);
    const refresh = slowly(() => answer);
    const { reasons, count } = await crowd(holder, refresh);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(count('REFRESH_REFUSED')).toBe(20);
    const message = `The provider issued no new access token${reason}. Send the person to the provider again.`;
    expect(reasons.map((each) => (each as Error).message)).toContain(message);
    for (const each of reasons)
      expect(inspect(each, { depth: 9, showHidden: true })).not.toContain('hunter2');
    const { access_token, refresh_token, expires_at } = before;
    expect(await site().rowOf(holder)).toMatchObject({ access_token, refresh_token, expires_at });
  });

  it('asks again a minute after a refusal, and not before', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = vi.fn<() => object>(() => ({ error: 'invalid_grant' }));
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    for (const _ of [1, 2])
      await expect(getAccessToken(holder)).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
    expect(refresh).toHaveBeenCalledTimes(1);
    await endNote(holder);
    refresh.mockReturnValue({ access_token: 'new' });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'new' });
  });

  it('forgets a refusal when the person has signed in again', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = vi.fn<() => object>(() => ({ error: 'invalid_grant' }));
    const { getAccessToken, updateOnSignIn } = site().tokens({ refresh: { local: refresh } });
    await expect(getAccessToken(holder)).rejects.toMatchObject({ code: 'REFRESH_REFUSED' });
    // A token that ends within the margin, so that it has to be refreshed at once.
    const account = { ...holder, access_token: 'again', refresh_token: 'r2', expires_at: 1 };
    await updateOnSignIn({ user: { id: holder.userId }, account });
    refresh.mockReturnValue({ access_token: 'new' });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'new' });
  });

  it('throws on what a refresh throws, and tells the others that it has failed', async () => {
    const holder = await site().newHolder(expired('r'));
    const thrown = { no: 'error' };
    const refresh = slowly(() => Promise.reject(thrown));
    const { reasons, count } = await crowd(holder, refresh);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(reasons.filter((each) => each === thrown)).toHaveLength(1);
    expect(count('REFRESH_FAILED')).toBe(19);
    await endNote(holder);
    const { getAccessToken } = site().tokens({ refresh: { local: () => ({ access_token: 'new' }) } });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'new' });
  });

  it('returns a token to its end where the provider has failed', async () => {
    const holder = await site().newHolder({ access_token: 'a', refresh_token: 'r', expiresIn: 50 });
    const refresh = slowly(() => Promise.reject(new Error('down')));
    const { found } = await crowd(holder, refresh);
    expect(found.map((each) => each?.accessToken)).toEqual(Array(20).fill('a'));
    expect(refresh).toHaveBeenCalledTimes(1);
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    await expect(getAccessToken({ ...holder, refusedToken: 'a' })).rejects.toMatchObject({
      code: 'REFRESH_FAILED',
    });
  });

  it.each([
    () => ({ error: 'invalid_grant' }),
    () => {
      throw new Error('down');
    },
  ])('prefers tokens that were stored meanwhile, whatever the provider said: case %#', async (answer) => {
    const holder = await site().newHolder(expired('r'));
    const { updateOnSignIn } = site().tokens();
    const refresh = async () => {
      const account = { ...holder, access_token: 'of a sign-in', expires_at: 4_000_000_000 };
      await updateOnSignIn({
        user: { id: holder.userId },
        account: { ...account, expires_at: 2_000_000_000 },
      });
      return answer();
    };
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'of a sign-in' });
    expect(await site().rowOf(holder)).not.toMatchObject({
      refreshLease: expect.stringMatching(/refused|failed/),
    });
  });

  it('waits for whoever has the lease by now, whatever the provider said', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = async () => {
      await site().change(
        holder,
        "refresh_lease = 'other', refresh_lease_until = utc_timestamp(3) + interval 20 second",
      );
      setTimeout(
        () => site().change(holder, "access_token = 'theirs', expires_at = null, refresh_lease = null"),
        200,
      );
      return { error: 'invalid_grant' };
    };
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'theirs' });
  });

  it('says what the provider said where the database fails as well', async () => {
    const holder = await site().newHolder(expired('r'));
    const refresh = () => {
      site().open.refuse(/^update `accounts` set `refresh_lease` = /, { errno: 1317, message: 'no' });
      throw new Error('down');
    };
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    await expect(getAccessToken(holder)).rejects.toThrow('down');
  });

  it('lends the lease for 15 seconds, and keeps a refusal for 60 and a failure for 3', async () => {
    for (const [answer, seconds] of [
      [() => ({}), '60'],
      [() => Promise.reject(new Error('down')), '3'],
    ] as const) {
      const holder = await site().newHolder(expired('r'));
      const { getAccessToken } = site().tokens({ refresh: { local: answer } }, TIMING);
      const sent = await site().open.statementsOf(() => expect(getAccessToken(holder)).rejects.toThrow());
      const intervals = sent.flatMap((text) => /interval '?(\d+)'? second/.exec(text)?.[1] ?? []);
      // A slow machine may have to take the lease again.
      expect([...new Set(intervals)]).toEqual(['15', seconds]);
    }
  });
}
