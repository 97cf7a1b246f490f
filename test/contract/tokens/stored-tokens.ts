import { sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { providerTokens } from '../../../src/tokens.ts';
import { newAccount, newUser, unique } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import type { Site } from './open-site.ts';

export function storedTokensSuite(site: () => Site): void {
  const refresh = vi.fn(() => ({ access_token: 'new' }));
  const both = [{}, { refresh: { local: refresh } }];

  it('returns a token that lives, with one SELECT, whether it could be refreshed or not', async () => {
    const holder = await site().newHolder({
      access_token: 'a',
      refresh_token: 'r',
      expiresIn: 90,
      scope: 'x y',
    });
    const { expires_at } = await site().rowOf(holder);
    for (const options of both) {
      const { getAccessToken } = site().tokens(options);
      let found: unknown;
      const sent = await site().open.statementsOf(async () => {
        found = await getAccessToken(holder);
      });
      expect(sent.map(verbAndTable)).toEqual(['select accounts']);
      const expiresAt = new Date(Number(expires_at) * 1000);
      expect(found).toEqual({ accessToken: 'a', expiresAt, scope: 'x y' });
    }
    expect(refresh).not.toHaveBeenCalled();
  });

  it('names the columns of the lease only for a provider whose tokens are refreshed', async () => {
    const holder = await site().newHolder({ access_token: 'a' });
    const other = await site().newHolder({ access_token: 'b' }, { provider: 'other' });
    const { getAccessToken, updateOnSignIn } = site().tokens({ refresh: { local: refresh } });
    const account = (of: typeof holder) => ({ ...of, access_token: 'c' });
    const sentFor = (of: typeof holder) =>
      site().open.statementsOf(async () => {
        await getAccessToken(of);
        await updateOnSignIn({ user: { id: of.userId }, account: account(of) });
      });
    for (const statement of await sentFor(holder)) expect(statement).toContain('refresh_lease');
    for (const statement of await sentFor(other)) expect(statement).not.toContain('refresh_lease');
  });

  it('goes by a margin of 60 seconds, or another one, and without a refresh by the end itself', async () => {
    const holder = await site().newHolder({ access_token: 'a', refresh_token: 'r', expiresIn: 50 });
    expect(await site().tokens().getAccessToken(holder)).toMatchObject({ accessToken: 'a' });
    const { getAccessToken } = site().tokens({ refresh: { local: refresh }, marginSeconds: 10 });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'a' });
    expect(
      await site()
        .tokens({ refresh: { local: refresh } })
        .getAccessToken(holder),
    ).toMatchObject({
      accessToken: 'new',
    });
  });

  it('returns null where there is no token that works', async () => {
    const ended = await site().newHolder({ access_token: 'a', refresh_token: 'r', expiresIn: -1 });
    const none = await site().newHolder({});
    const withoutRefreshToken = await site().newHolder({ access_token: 'a', expiresIn: -1 });
    for (const holder of [ended, none, { ...none, userId: 'nobody' }, { ...none, provider: 'other' }])
      expect(await site().tokens().getAccessToken(holder)).toBeNull();
    for (const holder of [none, withoutRefreshToken, { ...none, userId: 'nobody' }])
      expect(
        await site()
          .tokens({ refresh: { local: refresh } })
          .getAccessToken(holder),
      ).toBeNull();
  });

  it('returns a token without a refresh token to its end, though it cannot be replaced', async () => {
    const holder = await site().newHolder({ access_token: 'a', expiresIn: 30 });
    const { getAccessToken } = site().tokens({ refresh: { local: refresh } });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'a' });
    expect(await getAccessToken({ ...holder, refusedToken: 'a' })).toBeNull();
  });

  it('takes a token for living whose end nobody has said, until it was refused', async () => {
    const holder = await site().newHolder({ access_token: 'a' });
    const { getAccessToken } = site().tokens();
    expect(await getAccessToken(holder)).toEqual({ accessToken: 'a', expiresAt: null, scope: null });
    expect(await getAccessToken({ ...holder, refusedToken: 'older' })).toMatchObject({ accessToken: 'a' });
    expect(await getAccessToken({ ...holder, refusedToken: 'a' })).toBeNull();
  });

  it('asks which of several accounts is meant', async () => {
    const one = await site().newHolder({ access_token: 'one' });
    const other = await site().newHolder({ access_token: 'other' }, { userId: one.userId });
    const { userId, provider } = one;
    const { getAccessToken } = site().tokens();
    await expect(getAccessToken({ userId, provider })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message:
        'Expected `providerAccountId` to name one of the 2 accounts that the user has at this provider, got undefined.',
    });
    expect(await getAccessToken(one)).toMatchObject({ accessToken: 'one' });
    expect(await getAccessToken(other)).toMatchObject({ accessToken: 'other' });
    expect(await getAccessToken({ ...one, providerAccountId: 'a third' })).toBeNull();
  });

  it('finds nothing by what only looks like a user, a provider or an account', async () => {
    const holder = await site().newHolder({ access_token: 'a' });
    const { userId, provider, providerAccountId } = holder;
    const { getAccessToken } = site().tokens();
    for (const wrong of [
      { userId: userId.toUpperCase() },
      { provider: provider.toUpperCase() },
      { provider: `${provider} ` },
      { providerAccountId: providerAccountId.toUpperCase() },
      { userId: '' },
      { userId: 'x'.repeat(300) },
      { provider: 'half an emoji: \ud83d' },
    ])
      expect(await getAccessToken({ ...holder, ...wrong })).toBeNull();
  });

  it('returns no tokens of an account whose user is gone', async () => {
    const holder = await site().newHolder({ access_token: 'a' });
    await site().open.db.execute(sql`delete from users where id = ${holder.userId}`);
    expect(await site().tokens().getAccessToken(holder)).toBeNull();
  });

  it.each([
    {},
    { userId: 7 },
    { userId: 'x', provider: undefined },
    { userId: 'x', provider: 'local', providerAccountId: {} },
    { userId: 'x', provider: 'local', refusedToken: 7 },
    undefined,
    null,
  ])('refuses what names nobody before anything is sent: case %#', async (request) => {
    for (const options of both) {
      const sent = await site().open.statementsOf(() =>
        expect(
          site()
            .tokens(options)
            .getAccessToken(request as never),
        ).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
        }),
      );
      expect(sent).toEqual([]);
    }
  });

  it('reads within a transaction of the caller, and refreshes in none', async () => {
    const holder = await site().newHolder({ access_token: 'a' });
    const { tables } = site();
    await site()
      .open.source()
      .transaction(async (transaction) => {
        const adapter = MySqlAdapter(transaction, { tables });
        expect(await providerTokens(adapter).getAccessToken(holder)).toMatchObject({ accessToken: 'a' });
        const { getAccessToken } = providerTokens(adapter, { refresh: { local: refresh } });
        await expect(getAccessToken(holder)).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
          message: 'Expected `adapter` to be on a database for `refresh`, got one in a transaction.',
        });
      });
  });

  it('takes an account id that is a number, as some providers give it', async () => {
    const { id } = await site().adapter().createUser(newUser());
    const number = Math.floor(Math.random() * 1e9);
    const account = newAccount(id, {
      provider: 'local',
      providerAccountId: String(number),
      access_token: unique(),
    });
    await site().adapter().linkAccount(account);
    const found = await site()
      .tokens()
      .getAccessToken({ userId: id, provider: 'local', providerAccountId: number as never });
    expect(found?.accessToken).toBe(account.access_token);
  });
}
