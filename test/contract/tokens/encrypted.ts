import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { lengthOf, sizeLimit } from '../../../src/adapter/columns/size.ts';
import { columnsOf } from '../../../src/adapter/tables/columns.ts';
import { keyring } from '../../../src/index.ts';
import { oauthRefresh, providerTokens } from '../../../src/tokens.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { newAccount, newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';
import type { Site } from './open-site.ts';

const names = ['access_token', 'refresh_token', 'id_token', 'oauth_token', 'oauth_token_secret'] as const;
const SEALED = /^v1\.2026-11\.[\w-]{16}\.[\w-]{22,}$/;

/** What the database holds of tokens, and what methods take and return, with the option `encryptOAuthTokens`. */
export function encryptedSuite(site: () => Site): void {
  const newKeys = () =>
    keyring({ current: '2026-11', keys: { '2026-11': randomBytes(32).toString('base64') } });
  const newTokens = () => ({
    access_token: unique('access'),
    refresh_token: unique('refresh'),
    id_token: unique('id'),
    oauth_token: unique('oauth'),
    oauth_token_secret: unique('secret'),
  });
  const newPerson = async () => newAccount((await site().adapter().createUser(newUser())).id);

  it('are sealed in every column of a token, and plain to whoever asks a method', async () => {
    const keys = newKeys();
    const adapter = site().adapter({ encryptOAuthTokens: keys });
    const given = { ...(await newPerson()), ...newTokens(), scope: 'email', token_type: 'bearer' as const };
    let linked: unknown;
    const sent = await site().open.statementsOf(async () => {
      linked = await adapter.linkAccount(given);
    });
    expect(linked).toMatchObject(given);
    for (const name of names) expect(sent.join()).not.toContain(given[name]);
    expect(await adapter.getAccount(given.providerAccountId, given.provider)).toEqual(linked);
    const { getAccessToken } = site().tokens({}, {}, { encryptOAuthTokens: keys });
    expect(await getAccessToken(given)).toMatchObject({ accessToken: given.access_token, scope: 'email' });
    // As Drizzle reads it, without the adapter.
    const row = await site().rowOf(given);
    expect(row).toMatchObject({ scope: 'email', token_type: 'bearer' });
    for (const name of names) expect(row[name]).toMatch(SEALED);
    expect(await keys.open(row, row)).toMatchObject(given);
  });

  it('need no statement more', async () => {
    const sentWith = async (options: object) => {
      const adapter = site().adapter(options);
      const given = { ...(await newPerson()), ...newTokens() };
      const { updateOnSignIn, getAccessToken } = site().tokens({}, {}, options);
      const sent = await site().open.statementsOf(async () => {
        await adapter.linkAccount(given);
        await adapter.getAccount(given.providerAccountId, given.provider);
        await updateOnSignIn({ user: { id: given.userId }, account: given });
        await getAccessToken(given);
      });
      return sent.map(verbAndTable);
    };
    expect(await sentWith({ encryptOAuthTokens: newKeys() })).toEqual(await sentWith({}));
  });

  it('may be numbers, empty or missing, or look like what is stored', async () => {
    const keys = newKeys();
    const adapter = site().adapter({ encryptOAuthTokens: keys });
    const lookalike = `v1.2026-11.${'A'.repeat(16)}.${'A'.repeat(22)}`;
    const cases = [
      [
        { access_token: 17, refresh_token: 18n },
        { access_token: '17', refresh_token: '18' },
      ],
      [
        { access_token: '', refresh_token: null },
        { access_token: '', refresh_token: null },
      ],
      [{ access_token: undefined }, { access_token: null, refresh_token: null }],
      [
        { access_token: lookalike, id_token: 'v1.x' },
        { access_token: lookalike, id_token: 'v1.x' },
      ],
    ];
    for (const [tokens, expected] of cases) {
      const given = { ...(await newPerson()), ...tokens } as never;
      const linked = await adapter.linkAccount(given);
      expect(linked).toMatchObject(expected as object);
      expect(await adapter.getAccount(linked.providerAccountId, linked.provider)).toEqual(linked);
      const row = await site().rowOf(linked as never);
      for (const [name, token] of Object.entries(expected as object))
        if (token) expect(row[name as 'access_token']).toMatch(SEALED);
        else expect(row[name as 'access_token']).toBe(token);
    }
  });

  it('stay readable where they were stored plain, until the next sign-in seals them', async () => {
    const keys = newKeys();
    const holder = await site().newHolder({ access_token: 'v1.plain', refresh_token: 'r' });
    const adapter = site().adapter({ encryptOAuthTokens: keys });
    const { updateOnSignIn, getAccessToken } = site().tokens({}, {}, { encryptOAuthTokens: keys });
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'v1.plain' });
    const found = await adapter.getAccount(holder.providerAccountId, holder.provider);
    expect(found).toMatchObject({ access_token: 'v1.plain', refresh_token: 'r' });
    const account = { ...holder, access_token: 'second', id_token: 'id' };
    await updateOnSignIn({ user: { id: holder.userId }, account });
    // No refresh token came with the sign-in.
    const row = await site().rowOf(holder);
    expect(row).toMatchObject({ access_token: expect.stringMatching(SEALED), refresh_token: 'r' });
    expect(await keys.open(row, row)).toMatchObject({ access_token: 'second', id_token: 'id' });
    await updateOnSignIn({ user: { id: holder.userId }, account: { ...account, refresh_token: 'r2' } });
    expect((await site().rowOf(holder)).refresh_token).toMatch(SEALED);
    expect(await getAccessToken(holder)).toMatchObject({ accessToken: 'second' });
  });

  it('must fit their columns once they are sealed, or are refused or left out as wanted', async () => {
    const keys = newKeys();
    const columns = columnsOf(site().tables.accounts);
    const overhead = (await keys.seal({ id_token: 'x' }, { provider: 'p', providerAccountId: 'p' })).id_token;
    for (const name of names) {
      const { max = 0, unit = 'bytes' } = sizeLimit(columns[name] as never) ?? {};
      // A packet of the server’s is smaller.
      if (max > 1_000_000) continue;
      // The tag takes 16 bytes, and 3 bytes take 4 characters.
      const room = Math.floor(((max - overhead.lastIndexOf('.') - 1) * 3) / 4) - 16;
      const fits = { ...(await newPerson()), [name]: 't'.repeat(room) };
      const strict = site().adapter({ encryptOAuthTokens: keys });
      expect(await strict.linkAccount(fits)).toMatchObject({ [name]: fits[name] });
      expect(lengthOf((await site().rowOf(fits))[name] ?? '', unit)).toBeGreaterThan(max - 4);
      const tooLong = { ...(await newPerson()), [name]: 'hunter2'.padEnd(room + 1, 't') };
      const error = await strict.linkAccount(tooLong).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'VALUE_TOO_LONG', column: name });
      expect(inspect(error)).not.toContain('hunter2');
      expect(await strict.getAccount(tooLong.providerAccountId, tooLong.provider)).toBeNull();
      const warn = vi.fn();
      const lenient = { encryptOAuthTokens: keys, oversizedTokens: 'drop', logger: { warn } } as const;
      expect(await site().adapter(lenient).linkAccount(tooLong)).toMatchObject({ [name]: null });
      expect((await site().rowOf(tooLong))[name]).toBeNull();
      expect(warn).toHaveBeenCalledTimes(1);
      const update = (options: object) =>
        site()
          .tokens({}, {}, options)
          .updateOnSignIn({
            user: { id: fits.userId },
            account: { access_token: 'a', ...fits, [name]: tooLong[name] },
          });
      await expect(update({ encryptOAuthTokens: keys })).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
      await update(lenient);
      expect(warn).toHaveBeenCalledTimes(2);
    }
  });

  it('are stored sealed and not returned where they are private', async () => {
    const keys = newKeys();
    const privateColumns = { accounts: ['access_token', 'refresh_token'] };
    const adapter = site().adapter({ encryptOAuthTokens: keys, privateColumns });
    const given = { ...(await newPerson()), ...newTokens() };
    const { access_token: _a, refresh_token: _r, ...shown } = given;
    const linked = await adapter.linkAccount(given);
    expect(linked).toMatchObject(shown);
    for (const account of [linked, await adapter.getAccount(given.providerAccountId, given.provider)]) {
      expect(account).not.toHaveProperty('access_token');
      expect(account).not.toHaveProperty('refresh_token');
    }
    expect(await keys.open(await site().rowOf(given), given)).toMatchObject(given);
    const { getAccessToken } = site().tokens({}, {}, { encryptOAuthTokens: keys, privateColumns });
    expect(await getAccessToken(given)).toMatchObject({ accessToken: given.access_token });
  });

  it('are not stored by a key that is none, and rows without tokens are', async () => {
    const encryptOAuthTokens = keyring({ current: 'a', keys: { a: 'hunter2' } });
    const adapter = site().adapter({ encryptOAuthTokens });
    const given = { ...(await newPerson()), ...newTokens() };
    const sent = await site().open.statementsOf(async () => {
      const error = await adapter.linkAccount(given).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(inspect(error)).not.toContain('hunter2');
    });
    expect(sent).toEqual([]);
    const { updateOnSignIn } = site().tokens({}, {}, { encryptOAuthTokens });
    const event = { user: { id: given.userId }, account: given };
    await expect(updateOnSignIn(event)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const { userId, type, provider, providerAccountId } = given;
    await adapter.linkAccount({ userId, type, provider, providerAccountId });
    expect(await adapter.getAccount(providerAccountId, provider)).toMatchObject({ access_token: null });
  });

  it('are refreshed once for 50 callers, stored sealed, and recognized as they are stored', async () => {
    const texts = { '2026-11': randomBytes(32).toString('base64') };
    const grant = site().endpoint.newGrant({ delayMs: 100 });
    const given = {
      ...(await newPerson()),
      ...{ access_token: 'old', refresh_token: grant.refreshToken, expires_at: 1 },
    };
    const first = keyring({ current: '2026-11', keys: texts });
    await site().adapter({ encryptOAuthTokens: first }).linkAccount(given);
    const refresh = oauthRefresh({
      tokenEndpoint: site().endpoint.url,
      clientId: 'app',
      clientSecret: 'secret',
    });
    const callers = Array.from({ length: 5 }, () => {
      const encryptOAuthTokens = keyring({ current: '2026-11', keys: texts });
      return site().tokens({ refresh: { github: refresh } }, {}, { encryptOAuthTokens });
    });
    const found = await Promise.all(
      Array.from({ length: 50 }, (_, index) => callers[index % 5]?.getAccessToken(given)),
    );
    expect(grant).toMatchObject({ used: [grant.refreshToken], isRevoked: false });
    const row = await site().rowOf(given);
    expect(row).toMatchObject({
      access_token: expect.stringMatching(SEALED),
      refresh_token: expect.stringMatching(SEALED),
      refreshLease: null,
    });
    const { access_token, refresh_token } = await first.open(row, row);
    expect(refresh_token).toMatch(/\.1$/);
    expect(new Set(found.map((each) => each?.accessToken))).toEqual(new Set([access_token]));
  });

  it('are sealed at a first and a second sign-in through Auth.js', async () => {
    const server = await startOAuthServer();
    onTestFinished(() => server.close());
    const keys = newKeys();
    const adapter = site().adapter({ encryptOAuthTokens: keys });
    const errors: Error[] = [];
    const { updateOnSignIn, getAccessToken } = providerTokens(adapter);
    const config = {
      ...configureAuth(adapter, [atProvider(server.url)], errors),
      events: { signIn: updateOnSignIn },
    };
    const [email, sub] = [uniqueEmail(), unique('sub')];
    for (const access_token of ['first', 'second']) {
      server.signsIn({ sub, name: 'Ada', email }, { access_token, refresh_token: 'r', expires_in: 3600 });
      const visitor = newVisitor(config);
      await signInAtProvider(visitor);
      expect(await signedInAs(visitor)).toBe(email);
      const userId = (await adapter.getUserByEmail(email))?.id ?? '';
      const holder = { userId, provider: 'local', providerAccountId: sub };
      const row = await site().rowOf(holder);
      expect(row.access_token).toMatch(SEALED);
      expect(row.refresh_token).toMatch(SEALED);
      expect(await keys.open(row, row)).toMatchObject({ access_token, refresh_token: 'r' });
      expect(await getAccessToken(holder)).toMatchObject({ accessToken: access_token });
    }
    expect(errors).toEqual([]);
  });
}
