import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { keyring } from '../../../src/index.ts';
import { accounts } from '../../../src/schema/production.ts';
import { newAccount, newUser } from '../../support/rows/samples.ts';
import type { Site } from './open-site.ts';

/** Tokens that are no longer what was sealed, or where. */
export function damagedSuite(site: () => Site): void {
  const texts = { a: randomBytes(32).toString('base64'), b: randomBytes(32).toString('base64') };
  const encryptOAuthTokens = keyring({ current: 'a', keys: texts });

  async function newHolder(tokens: object, of: object = {}) {
    const adapter = site().adapter({ encryptOAuthTokens });
    const { id } = await adapter.createUser(newUser());
    return adapter.linkAccount({ ...newAccount(id), ...tokens, ...of });
  }
  type Holder = Awaited<ReturnType<typeof newHolder>>;

  /** Puts a text into a column, past the adapter. */
  const put = (
    { userId, providerAccountId }: Holder,
    column: 'access_token' | 'refresh_token',
    text: string,
  ) =>
    site().open.db.execute(
      sql`update accounts set ${sql.identifier(column)} = ${text} where ${eq(accounts.userId, userId)} and provider_account_id = ${providerAccountId}`,
    );

  /** Expects that no method returns anything, and that no error holds a token. */
  async function expectFailure(holder: Holder, message: RegExp, keys = encryptOAuthTokens) {
    const adapter = site().adapter({ encryptOAuthTokens: keys });
    const { getAccessToken } = site().tokens({}, {}, { encryptOAuthTokens: keys });
    const { userId, provider, providerAccountId } = holder;
    for (const call of [
      () => adapter.getAccount(providerAccountId, provider),
      () => getAccessToken({ userId, provider, providerAccountId }),
    ]) {
      const error = await call().then(
        (found) => found,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: 'DECRYPTION_FAILED', message: expect.stringMatching(message) });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|v1\.a\.[\w-]{8}/);
    }
  }
  const stored = async (holder: Holder) => {
    const { access_token, refresh_token } = await site().rowOf(holder as never);
    return { access_token: access_token ?? '', refresh_token: refresh_token ?? '' };
  };
  const tokens = { access_token: 'hunter2 access', refresh_token: 'hunter2 refresh' };

  it('give nobody the token of another account, column or provider', async () => {
    const holder = await newHolder(tokens);
    const { access_token, refresh_token } = await stored(holder);
    const other = await newHolder(tokens);
    const atOther = await newHolder(tokens, { provider: 'google', userId: holder.userId });
    for (const [victim, text] of [
      [other, access_token],
      [atOther, access_token],
      [holder, refresh_token],
    ] as const) {
      await put(victim, 'access_token', text);
      await expectFailure(
        victim,
        /^Expected the access_token of an account at (github|google) to be as it was/,
      );
    }
  });

  it('fail clearly where they were cut or a bit was changed', async () => {
    const holder = await newHolder(tokens);
    const { access_token } = await stored(holder);
    const flipped = (index: number, bit: number) =>
      access_token.slice(0, index) +
      String.fromCharCode(access_token.charCodeAt(index) ^ bit) +
      access_token.slice(index + 1);
    const damaged = [
      ...[1, 3, 4, 5, 21, 22, 30, access_token.length - 1].map((length) => access_token.slice(0, length)),
      ...[0, 1, 2, 4, 5, 21, 40, access_token.length - 1].flatMap((index) =>
        [1, 2].map((bit) => flipped(index, bit)),
      ),
    ];
    for (const text of damaged) {
      await put(holder, 'access_token', text);
      await expectFailure(holder, /an account at github/);
    }
    await put(holder, 'access_token', access_token);
    const adapter = site().adapter({ encryptOAuthTokens });
    expect(await adapter.getAccount(holder.providerAccountId, holder.provider)).toEqual(holder);
  });

  it('fail clearly where their key is missing, and say which ones are there', async () => {
    const holder = await newHolder(tokens);
    const without = keyring({ current: 'b', keys: { b: texts.b } });
    await expectFailure(
      holder,
      /^Expected `keys` to have the key with which the access_token .* got "b": add/,
      without,
    );
  });

  it('keep nobody from the tokens of another account of theirs', async () => {
    const holder = await newHolder(tokens);
    const other = await newHolder(tokens, { userId: holder.userId, expires_at: 1 });
    await put(holder, 'access_token', (await stored(other)).access_token);
    await expectFailure(holder, /an account at github/);
    const refresh = { github: () => ({ access_token: 'new' }) };
    const { getAccessToken } = site().tokens({ refresh }, {}, { encryptOAuthTokens });
    expect(await getAccessToken(other)).toMatchObject({ accessToken: 'new' });
    // Which one is meant is asked before any is decrypted.
    const { userId, provider } = holder;
    await expect(getAccessToken({ userId, provider })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('keep nobody from an access token that lives beside a refresh token that does not open', async () => {
    const holder = await newHolder(tokens);
    const { userId, provider } = holder;
    await put(holder, 'refresh_token', (await stored(await newHolder(tokens))).refresh_token);
    const refresh = { github: () => ({ access_token: 'new' }) };
    for (const options of [{}, { refresh }]) {
      const { getAccessToken } = site().tokens(options, {}, { encryptOAuthTokens });
      expect(await getAccessToken({ userId, provider })).toMatchObject({ accessToken: tokens.access_token });
    }
    await site().change(holder as never, 'expires_at = 1');
    const { getAccessToken } = site().tokens({ refresh }, {}, { encryptOAuthTokens });
    const ended = getAccessToken({ userId, provider });
    await expect(ended).rejects.toMatchObject({
      code: 'DECRYPTION_FAILED',
      message: expect.stringMatching(/^Expected the refresh_token of an account at github to be as it was/),
    });
  });

  it('are replaced by the next sign-in', async () => {
    const holder = await newHolder(tokens);
    await put(holder, 'access_token', 'v1.a.cut');
    await put(holder, 'refresh_token', 'v1.gone.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA');
    const { getAccessToken, updateOnSignIn } = site().tokens({}, {}, { encryptOAuthTokens });
    const account = { ...holder, access_token: 'second', refresh_token: 'next' };
    await updateOnSignIn({ user: { id: holder.userId }, account } as never);
    const { userId, provider } = holder;
    expect(await getAccessToken({ userId, provider })).toMatchObject({ accessToken: 'second' });
  });
}
