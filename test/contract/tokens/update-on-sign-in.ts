import type { AdapterAccount } from '@auth/core/adapters';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { accounts } from '../../../src/schema/production.ts';
import { providerTokens } from '../../../src/tokens.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import type { Holder, Site } from './open-site.ts';

export function updateOnSignInSuite(site: () => Site): void {
  const refresh = { local: () => ({}) };
  const eventOf = ({ userId, ...account }: Holder, tokens: object) => ({
    user: { id: userId },
    account: { type: 'oauth', ...account, ...tokens },
  });
  const all = {
    access_token: 'second',
    refresh_token: 'next',
    expires_at: 1_900_000_000,
    scope: 'a b',
    token_type: 'bearer',
    id_token: 'id',
    session_state: 'state',
  };
  const none = { scope: null, token_type: null, id_token: null, session_state: null, expires_at: null };

  it('stores all that came with a sign-in, by one UPDATE', async () => {
    for (const options of [{}, { refresh }]) {
      const holder = await site().newHolder({ access_token: 'first', refresh_token: 'r', scope: 'a' });
      const sent = await site().open.statementsOf(() =>
        site().tokens(options).updateOnSignIn(eventOf(holder, all)),
      );
      expect(sent.map(verbAndTable)).toEqual(['update accounts']);
      expect(await site().rowOf(holder)).toMatchObject(all);
    }
  });

  it('clears what did not come again, but never a refresh token', async () => {
    const holder = await site().newHolder({ access_token: 'first' });
    const { updateOnSignIn } = site().tokens();
    await updateOnSignIn(eventOf(holder, { ...all, oauth_token: 'o', oauth_token_secret: 's' }));
    for (const refresh_token of [undefined, null, '']) {
      await updateOnSignIn(
        eventOf(holder, { access_token: 'third', refresh_token: refresh_token || undefined }),
      );
      expect(await site().rowOf(holder)).toMatchObject({
        ...none,
        access_token: 'third',
        refresh_token: 'next',
        oauth_token: 'o',
        oauth_token_secret: 's',
      });
    }
  });

  it.each([
    [1_900_000_000.9, 1_900_000_000],
    ['1900000000', 1_900_000_000],
    [undefined, null],
    [{}, null],
  ])('stores an expires_at of %j as %j', async (expires_at, stored) => {
    const holder = await site().newHolder({ access_token: 'first' });
    const { updateOnSignIn } = providerTokens(site().adapter({ logger: { warn() {} } }));
    await updateOnSignIn(eventOf(holder, { access_token: 'second', expires_at }));
    expect(await site().rowOf(holder)).toMatchObject({ access_token: 'second', expires_at: stored });
  });

  it('sends nothing for a sign-in without OAuth tokens', async () => {
    const holder = await site().newHolder({ access_token: 'first', refresh_token: 'r' });
    const events = [
      { user: { id: holder.userId } },
      { user: { id: holder.userId }, account: null },
      ...['email', 'credentials', 'webauthn'].map((type) => eventOf(holder, { type })),
      { ...eventOf(holder, all), user: {} },
    ];
    for (const options of [{}, { refresh }]) {
      const { updateOnSignIn } = site().tokens(options);
      const sent = await site().open.statementsOf(async () => {
        for (const event of events) await updateOnSignIn(event);
      });
      expect(sent).toEqual([]);
    }
  });

  it('refuses an id that is no text before anything is sent', async () => {
    const sent = await site().open.statementsOf(() =>
      expect(
        site()
          .tokens()
          .updateOnSignIn({
            user: { id: 7 as never },
            account: { provider: 'p', providerAccountId: 'x', ...all },
          }),
      ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' }),
    );
    expect(sent).toEqual([]);
  });

  it('changes no account but that of this user, string for string', async () => {
    const holder = await site().newHolder({ access_token: 'first' });
    const other = await site().newHolder({ access_token: 'first' });
    const { updateOnSignIn } = site().tokens({ refresh });
    const { userId, provider, providerAccountId } = holder;
    for (const wrong of [
      { userId: userId.toUpperCase() },
      { userId: other.userId },
      { provider: provider.toUpperCase() },
      { provider: 'another' },
      { providerAccountId: providerAccountId.toUpperCase() },
      { providerAccountId: `${providerAccountId} ` },
      { providerAccountId: 'x'.repeat(600) },
    ])
      await updateOnSignIn(eventOf({ ...holder, ...wrong }, { access_token: 'second' }));
    for (const each of [holder, other])
      expect(await site().rowOf(each)).toMatchObject({ access_token: 'first' });
  });

  it('leaves out details that do not fit, with one warning per column', async () => {
    const holder = await site().newHolder({ access_token: 'first', scope: 'a' });
    const warn = vi.fn();
    const { updateOnSignIn } = providerTokens(site().adapter({ logger: { warn } }));
    const details = {
      scope: 'x'.repeat(70_000),
      session_state: {},
      token_type: 'half: \ud83d',
      expires_at: 'x',
    };
    for (const access_token of ['second', 'third'])
      await updateOnSignIn(eventOf(holder, { access_token, ...details }));
    expect(await site().rowOf(holder)).toMatchObject({ ...none, access_token: 'third' });
    expect(
      warn.mock.calls
        .flat()
        .map((text) => /accounts\.(\w+) and was left out/.exec(text)?.[1])
        .sort(),
    ).toEqual(Object.keys(details).sort());
  });

  it('refuses tokens that do not fit, or leaves them out with oversizedTokens: drop', async () => {
    const holder = await site().newHolder({ access_token: 'first', refresh_token: 'r' });
    const tooLong = { access_token: 'x'.repeat(70_000), refresh_token: 'hunter2'.padEnd(70_000, 'x') };
    const refused = site().tokens().updateOnSignIn(eventOf(holder, tooLong));
    await expect(refused).rejects.toMatchObject({ code: 'VALUE_TOO_LONG', column: 'refresh_token' });
    expect(await site().rowOf(holder)).toMatchObject({ access_token: 'first', refresh_token: 'r' });
    const warn = vi.fn();
    const dropping = providerTokens(site().adapter({ oversizedTokens: 'drop', logger: { warn } }));
    await dropping.updateOnSignIn(eventOf(holder, tooLong));
    expect(await site().rowOf(holder)).toMatchObject({ access_token: null, refresh_token: 'r' });
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it('ends a lease where tokens of the provider are refreshed', async () => {
    const holder = await site().newHolder({ access_token: 'first' });
    const lease = "refresh_lease = 'other', refresh_lease_until = utc_timestamp(3) + interval 20 second";
    await site().change(holder, lease);
    await site().tokens().updateOnSignIn(eventOf(holder, all));
    expect(await site().rowOf(holder)).toMatchObject({ refreshLease: 'other' });
    await site().tokens({ refresh }).updateOnSignIn(eventOf(holder, all));
    expect(await site().rowOf(holder)).toMatchObject({ refreshLease: null, refreshLeaseUntil: null });
  });

  it('is sent again where no answer came', async () => {
    const holder = await site().newHolder({ access_token: 'first' });
    site().open.drop(/^update `accounts`/, { executed: true });
    await site().tokens().updateOnSignIn(eventOf(holder, all));
    expect(await site().rowOf(holder)).toMatchObject(all);
  });

  let server: OAuthServer;
  beforeAll(async () => {
    server = await startOAuthServer();
  });
  afterAll(() => server.close());

  it('stores the newer tokens of a second sign-in through Auth.js, also of a provider with numbers for ids', async () => {
    const adapter = site().adapter();
    const links = new Map<string, string>();
    const errors: Error[] = [];
    const tokens = providerTokens(adapter, { refresh });
    const providers = [atProvider(server.url), byLink(links)];
    const config = {
      ...configureAuth(adapter, providers, errors),
      events: { signIn: tokens.updateOnSignIn },
    };
    for (const sub of [unique('sub'), Math.floor(Math.random() * 1e9)]) {
      const email = uniqueEmail();
      const rowsOf = async () => {
        const user = await adapter.getUserByEmail(email);
        return site()
          .open.db.select()
          .from(accounts)
          .where(eq(accounts.userId, user?.id ?? ''));
      };
      for (const handedOut of [
        { access_token: 'first', refresh_token: 'r', expires_in: 3600, scope: 'a' },
        { access_token: 'second', expires_in: 7200, scope: 'a b' },
      ]) {
        server.signsIn({ sub: sub as string, name: 'Ada', email }, handedOut);
        const visitor = newVisitor(config);
        await signInAtProvider(visitor);
        expect(await signedInAs(visitor)).toBe(email);
        const { expires_in: _, ...stored } = handedOut;
        expect(await rowsOf()).toMatchObject([{ ...stored, refresh_token: 'r' }]);
      }
      const byMail = newVisitor(config);
      await byMail.post('/auth/signin/email', { email });
      await followLink(byMail, links, email);
      expect(await signedInAs(byMail)).toBe(email);
      const [{ userId } = {} as AdapterAccount] = (await rowsOf()) as never[];
      const found = await tokens.getAccessToken({ userId, provider: 'local' });
      expect(found).toMatchObject({ accessToken: 'second', scope: 'a b' });
      expect(Number(found?.expiresAt) - Date.now()).toBeGreaterThan(3_600_000);
    }
    expect(errors).toEqual([]);
  });

  it('lets the application decide whether a sign-in goes on without its tokens', async () => {
    const { id } = await site().adapter().createUser(newUser());
    site().open.refuse(/^update `accounts`/, { errno: 1142, message: 'UPDATE command denied' });
    const { updateOnSignIn } = site().tokens();
    const holder = { userId: id, provider: 'local', providerAccountId: 'x' };
    await expect(updateOnSignIn(eventOf(holder, all))).rejects.toMatchObject({ name: 'MySqlAdapterError' });
  });
}
