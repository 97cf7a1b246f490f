import { inspect } from 'node:util';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { currentUser, userById } from '../../../src/account.ts';
import { type AdapterTables, MySqlAdapter } from '../../../src/index.ts';
import * as basic from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { cookieOf, openPage, whoHas } from '../../support/calls/account-page.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { anHourAgo, newAccount, newUser, signIn, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { verbAndTable } from '../verb-and-table.ts';

/** Whose account it is, and what is told of it. */
export function accountPersonContract(backend: () => OpenBackend, tables: AdapterTables = basic): void {
  const open = () => openPage(backend(), tables);

  it('is that of whom the cookie names, in the headers of any server, by one statement', async () => {
    const { adapter, user, sessionToken } = await open();
    const { expires } = (await adapter.getSessionAndUser(sessionToken))?.session ?? {};
    const headers = cookieOf(sessionToken);
    for (const each of [headers, new Headers(headers)]) {
      const sent = await backend().statementsOf(async () => {
        const me = await currentUser(adapter, { headers: each, secure: false });
        expect(me?.user).toEqual(user);
        expect(me?.session).toEqual({ id: expect.stringMatching(/^\d+$/), expires, isFresh: true });
      });
      expect(sent.map(verbAndTable)).toEqual(['select sessions']);
    }
    // A whole request has headers, too. It takes the names without __Secure- where NODE_ENV is test.
    expect((await currentUser(adapter, new Request('http://app.test', { headers })))?.user).toEqual(user);
  });

  it('is nobody’s without a cookie, or with one that no row can hold, and nothing is sent', async () => {
    const adapter = backend().adapter({ tables });
    const sent = await backend().statementsOf(async () => {
      expect(await currentUser(adapter, { headers: {}, secure: false })).toBeNull();
      expect(await currentUser(adapter, { headers: new Headers(), secure: false })).toBeNull();
      for (const token of ['', 'x'.repeat(256), 'a\0b']) expect(await whoHas(adapter, token)).toBeNull();
    });
    expect(sent).toEqual([]);
  });

  it('is nobody’s with a session that has ended, that nobody has or whose user is gone', async () => {
    const { adapter, user, sessionToken, again } = await open();
    const { sessionToken: ended } = await signIn(adapter, user.id, anHourAgo());
    for (const token of [ended, unique(), sessionToken.toUpperCase(), `${sessionToken} `])
      expect(await whoHas(adapter, token)).toBeNull();
    expect(await again()).not.toBeNull();
    await backend().db.delete(basic.users).where(eq(basic.users.id, user.id));
    expect(await again()).toBeNull();
  });

  it('is nobody’s with a session of somebody who is not active', async () => {
    const { user, sessionToken } = await open();
    const isActive = (users: AdapterTables['users']) => eq(users.email, 'nobody@example.com');
    const adapter = backend().adapter({ tables, isActive });
    expect(await whoHas(adapter, sessionToken)).toBeNull();
    expect((await userById(adapter, user.id))?.user).toEqual(user);
  });

  it('is that of the user with an id, letter for letter, by one statement', async () => {
    const { adapter, user } = await open();
    const sent = await backend().statementsOf(async () => {
      expect((await userById(adapter, user.id))?.user).toEqual(user);
    });
    expect(sent.map(verbAndTable)).toEqual(['select users']);
    for (const id of [`${user.id} `, unique().slice(0, 12), '', 'x'.repeat(1000)])
      expect(await userById(adapter, id)).toBeNull();
    await expect(userById(adapter, 7 as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('gives no token and no key away in anything that it returns', async () => {
    const { adapter, user, me, sessionToken } = await open();
    const { sessionToken: second } = await signIn(adapter, user.id);
    const secrets = [sessionToken, second];
    for (const provider of ['github', 'google']) {
      const tokens = Object.fromEntries(
        [
          'access_token',
          'refresh_token',
          'id_token',
          'oauth_token',
          'oauth_token_secret',
          'session_state',
        ].map((name) => [name, unique('secret')]),
      );
      secrets.push(...Object.values(tokens));
      await adapter.linkAccount(newAccount(user.id, { ...tokens, provider, scope: 'read:user' }));
    }
    const passkey = newPasskey(user.id);
    secrets.push(passkey.credentialPublicKey);
    if (adapter.createAuthenticator) {
      const account = { provider: 'passkey', providerAccountId: passkey.credentialID };
      await adapter.linkAccount(newAccount(user.id, { ...account, type: 'webauthn' as never }));
      await adapter.createAuthenticator(passkey);
    }
    const account = await userById(adapter, user.id);
    for (const each of [me, account]) {
      const [sessions = [], accounts = [], passkeys = []] = [
        await each?.listSessions(),
        await each?.listAccounts(),
        await each?.listPasskeys(),
      ];
      expect([sessions.length, accounts.length]).toEqual([2, 2]);
      const shown = [each, sessions, accounts, passkeys];
      const text = `${JSON.stringify(shown)} ${inspect(shown, { depth: null, showHidden: true })}`;
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
    const other = (await me.listSessions()).find(({ isCurrent }) => !isCurrent);
    const results = [
      await me.revokeSession(other?.id ?? ''),
      await me.revokeOtherSessions(),
      await me.changeEmail(uniqueEmail(), { isVerified: true }),
      await me.revokeSessions(),
      await me.deleteUser(),
    ];
    expect(secrets.filter((secret) => JSON.stringify(results).includes(secret))).toEqual([]);
  });

  it('belongs to nobody else, whatever the functions are given', async () => {
    const [ada, eve] = [await open(), await open()];
    const sessionId = ada.me.session.id;
    const account = await ada.adapter.linkAccount(newAccount(ada.user.id));
    const passkey = newPasskey(ada.user.id);
    await ada.adapter.createAuthenticator?.(passkey);
    expect(await eve.me.revokeSession(sessionId)).toBe(false);
    expect(await eve.me.unlinkAccount(account)).toBe(false);
    expect(await eve.me.deletePasskey(passkey.credentialID)).toBe(false);
    expect([await eve.me.revokeOtherSessions(), await eve.me.revokeSessions()]).toEqual([0, 1]);
    expect(await eve.me.listAccounts()).toEqual([]);
    expect(await eve.me.listPasskeys()).toEqual([]);
    await expect(eve.me.changeEmail(ada.user.email, { isVerified: true })).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
    });
    await eve.me.deleteUser();
    expect((await ada.again())?.user).toEqual(ada.user);
    expect(await ada.me.listAccounts()).toHaveLength(1);
    expect(await ada.me.listPasskeys()).toHaveLength(ada.adapter.createAuthenticator ? 1 : 0);
  });

  it('goes with everything that belongs to them, if they delete it', async () => {
    const { adapter, user, me, again } = await open();
    await adapter.linkAccount(newAccount(user.id));
    expect(await me.deleteUser()).toBeUndefined();
    expect([await adapter.getUser(user.id), await again()]).toEqual([null, null]);
    expect([await me.listSessions(), await me.listAccounts(), await me.revokeSessions()]).toEqual([
      [],
      [],
      0,
    ]);
    await expect(me.changeEmail(uniqueEmail(), { isVerified: true })).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
  });

  it('calls none of the methods that somebody replaced in a copy', async () => {
    const { adapter, sessionToken } = await open();
    const refused = async () => {
      throw new Error('Expected this not to be called.');
    };
    const copy = Object.fromEntries(Object.keys(adapter).map((name) => [name, refused]));
    const me = await currentUser({ ...adapter, ...copy }, { headers: cookieOf(sessionToken), secure: false });
    await me?.changeEmail(uniqueEmail(), { isVerified: false });
    await me?.deleteUser();
    expect(await whoHas(adapter, sessionToken)).toBeNull();
  });

  it('is refused where the adapter keeps no sessions, of which there are then none', async () => {
    const { adapter, user } = await open();
    await adapter.linkAccount(newAccount(user.id));
    const { users: usersTable, accounts: accountsTable } = tables;
    const withoutSessions = MySqlAdapter(backend().source(), { usersTable, accountsTable });
    const cookie = cookieOf('anything');
    await expect(currentUser(withoutSessions, { headers: cookie, secure: false })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('userById'),
    });
    const account = await userById(withoutSessions, user.id);
    expect(await account?.listSessions()).toEqual([]);
    expect([await account?.revokeSession('1'), await account?.revokeSessions()]).toEqual([false, 0]);
    expect(await account?.listPasskeys()).toEqual([]);
    expect(await account?.deletePasskey(newPasskey(user.id).credentialID)).toBe(false);
    expect(await account?.listAccounts()).toHaveLength(1);
    const moved = { email: uniqueEmail(), isVerified: true };
    expect(await account?.changeEmail(moved.email, moved)).toMatchObject({ email: moved.email });
  });

  it('remembers that an application has seen the user, who is then never removed with a failed sign-up', async () => {
    for (const find of ['by cookie', 'by id'] as const) {
      const adapter = backend().adapter({ tables });
      const other = backend().adapter({ tables });
      const { id } = await adapter.createUser(newUser());
      const { sessionToken } = await signIn(other, id);
      if (find === 'by cookie') await whoHas(adapter, sessionToken);
      else await userById(adapter, id);
      await other.deleteSession(sessionToken);
      await expect(adapter.linkAccount(newAccount(id, { provider: '' }))).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      expect(await other.getUser(id)).not.toBeNull();
    }
  });

  it('takes nothing for an option that is none', async () => {
    const { adapter, user, sessionToken } = await open();
    const headers = cookieOf(sessionToken);
    const wrong = [
      { headers: undefined },
      { headers: Promise.resolve(headers) },
      { headers, secure: 'no' },
      { headers, cookieName: 'a b' },
      { headers, cookieName: '' },
      { headers, freshAgeSeconds: -1 },
      { headers, freshAgeSeconds: '60' },
      { headers, freshAgeSeconds: Number.NaN },
      { headers, emailSignIn: 'yes' },
      undefined,
    ];
    const sent = await backend().statementsOf(async () => {
      for (const options of wrong)
        await expect(currentUser(adapter, options as never), inspect(options)).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
        });
      await expect(userById(adapter, user.id, { emailSignIn: 1 as never })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      await expect(currentUser({}, { headers })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });
    expect(sent).toEqual([]);
  });
}
