import { inspect } from 'node:util';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { signInForTest } from '../../../src/testing.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, unique } from '../../support/rows/samples.ts';
import { type Base, makePrivateTables, privateTables } from '../private-tables.ts';

const privateColumns = {
  users: ['passwordHash', 'name'],
  accounts: ['note', 'access_token'],
  sessions: ['ipAddress', 'sessionToken'],
};

/** Columns that are stored and never returned. */
export function privateColumnsContract(backend: () => OpenBackend, base: Base = 'basic'): void {
  const tables = privateTables(base);
  const newAdapter = (options = {}) => backend().adapter({ tables, privateColumns, ...options });
  beforeAll(() => makePrivateTables(backend(), base));

  const secret = () => unique('hunter2');
  const newPerson = (passwordHash = secret()) => ({ ...newUser({ name: secret() }), passwordHash });
  const newSession = (userId: string) => ({
    ...{ sessionToken: unique('session'), userId, expires: inAnHour() },
    ...{ userAgent: 'Firefox', ipAddress: secret() },
  });
  const { users, accounts, sessions } = tables;
  const userRow = async (id: string) => (await backend().db.select().from(users).where(eq(users.id, id)))[0];
  const sessionRow = async (token: string) =>
    (await backend().db.select().from(sessions).where(eq(sessions.sessionToken, token)))[0];
  const accountRow = async (key: string) =>
    (await backend().db.select().from(accounts).where(eq(accounts.providerAccountId, key)))[0];

  it('returns no private column from any method, and writes them all', async () => {
    const adapter = newAdapter() as Required<Adapter>;
    const given = newPerson();
    const { passwordHash } = given;
    const user = await adapter.createUser(given);
    const { id, email } = user;
    const account = { ...newAccount(id, { access_token: secret() }), note: secret() };
    const session = newSession(id);
    const { sessionToken } = session;
    const token = { identifier: unique(), token: unique(), expires: inAnHour() };
    const passkey = newPasskey(id);
    // In this order, each on what the ones before it have stored.
    const calls: Record<keyof Required<Adapter>, () => Promise<unknown>> = {
      createUser: async () => user,
      linkAccount: async () => [await adapter.linkAccount(account), await adapter.linkAccount(account)],
      createSession: () => adapter.createSession(session),
      getUser: () => adapter.getUser(id),
      getUserByEmail: () => adapter.getUserByEmail(email),
      getUserByAccount: () => adapter.getUserByAccount(account),
      updateUser: () => adapter.updateUser({ id, emailVerified: new Date() }),
      getAccount: () => adapter.getAccount(account.providerAccountId, account.provider),
      getSessionAndUser: () => adapter.getSessionAndUser(sessionToken),
      updateSession: () => adapter.updateSession({ sessionToken, expires: inAnHour() }),
      createVerificationToken: () => adapter.createVerificationToken(token),
      useVerificationToken: () => adapter.useVerificationToken(token),
      createAuthenticator: () => adapter.createAuthenticator(passkey),
      getAuthenticator: () => adapter.getAuthenticator(passkey.credentialID),
      listAuthenticatorsByUserId: () => adapter.listAuthenticatorsByUserId(id),
      updateAuthenticatorCounter: () => adapter.updateAuthenticatorCounter(passkey.credentialID, 1),
      deleteSession: async () => {},
      unlinkAccount: async () => {},
      deleteUser: async () => {},
    };
    const called = Object.entries(calls).filter(([name]) => name in adapter);
    expect(called.map(([name]) => name).sort()).toEqual(Object.keys(adapter).sort());
    for (const [name, call] of called) {
      const shown = inspect(await call(), { showHidden: true, depth: null });
      expect(shown, name).not.toMatch(/hunter2|passwordHash|\bname:|\bnote\b|access_token|ipAddress/);
    }
    expect(await userRow(id)).toMatchObject({ passwordHash, name: given.name });
    const { note, access_token } = account;
    expect(await accountRow(account.providerAccountId)).toMatchObject({ note, access_token });
    const { ipAddress } = session;
    expect(await sessionRow(sessionToken)).toMatchObject({ userAgent: 'Firefox', ipAddress });
    for (const remove of [
      () => adapter.deleteSession(sessionToken),
      () => adapter.unlinkAccount(account),
      () => adapter.deleteUser(id),
    ])
      expect(await remove()).toBeUndefined();
  });

  it('selects no private column at all', async () => {
    const adapter = newAdapter();
    const { id } = await adapter.createUser(newPerson());
    const { sessionToken } = await adapter.createSession(newSession(id));
    const account = newAccount(id);
    await adapter.linkAccount(account);
    const sent = await backend().statementsOf(async () => {
      await adapter.getUser(id);
      await adapter.getUserByAccount(account);
      await adapter.getAccount(account.providerAccountId, account.provider);
      await adapter.getSessionAndUser(sessionToken);
    });
    expect(sent).toHaveLength(4);
    expect(sent.join('\n')).not.toMatch(/password_hash|`name`|note|access_token|ip_address/);
  });

  it('keeps what is private when something else is updated, and changes it when it is given', async () => {
    const adapter = newAdapter();
    const given = newPerson();
    const { id } = await adapter.createUser(given);
    await adapter.updateUser({ id, image: 'https://example.com/new.png' });
    expect(await userRow(id)).toMatchObject({ passwordHash: given.passwordHash, name: given.name });
    const changed = secret();
    const returned = await adapter.updateUser({ id, passwordHash: changed } as never);
    expect(returned).not.toHaveProperty('passwordHash');
    expect(await userRow(id)).toMatchObject({ passwordHash: changed, name: given.name });

    const session = newSession(id);
    const { sessionToken, ipAddress } = session;
    await adapter.createSession(session);
    await adapter.updateSession({ sessionToken, expires: inAnHour() });
    expect(await sessionRow(sessionToken)).toMatchObject({ ipAddress });
    await adapter.updateSession({ sessionToken, ipAddress: changed } as never);
    expect(await sessionRow(sessionToken)).toMatchObject({ ipAddress: changed });
  });

  it('reads back what the database fills in, unless that is private', async () => {
    const verbs = async (options: object) => {
      let user: unknown;
      const sent = await backend().statementsOf(async () => {
        user = await newAdapter(options).createUser(newPerson());
      });
      return { sent: sent.map((text) => text.split(' ')[0]), user };
    };
    const open = await verbs({});
    expect(open.sent).toEqual(['insert', 'select']);
    expect(open.user).toMatchObject({ plan: 'free' });
    expect(open.user).not.toHaveProperty('passwordHash');
    const hidden = await verbs({ privateColumns: { users: ['plan'] } });
    expect(hidden.sent).toEqual(['insert']);
    expect(hidden.user).not.toHaveProperty('plan');
    expect(hidden.user).toHaveProperty('passwordHash');
  });

  it('leaves the token of a session to those who read it, and out of every copy', async () => {
    const copiesOf = (session: object) => [
      Object.keys(session).join(),
      JSON.stringify(session),
      JSON.stringify({ ...session }),
      JSON.stringify(Object.assign({}, session)),
      JSON.stringify(structuredClone(session)),
      JSON.stringify(Object.entries(session)),
      inspect(session),
    ];
    for (const [options, isThere] of [
      [{}, false],
      [{ privateColumns: {} }, true],
    ] as const) {
      const adapter = newAdapter(options);
      const { id } = await adapter.createUser(newPerson());
      const given = newSession(id);
      const created = await adapter.createSession(given);
      const read = await adapter.getSessionAndUser(given.sessionToken);
      for (const session of [created, read?.session]) {
        expect(session?.sessionToken).toBe(given.sessionToken);
        for (const copy of copiesOf(session ?? {}))
          expect(/session-|sessionToken/.test(copy), copy).toBe(isThere);
      }
    }
  });

  it('keeps private columns out of a sign-in for a test, which has the token for its cookie', async () => {
    const passwordHash = secret();
    const ada = await signInForTest(newAdapter(), {
      baseUrl: 'http://localhost:3000',
      user: { name: secret(), passwordHash },
    });
    expect(inspect([ada.user, ada.session], { showHidden: true, depth: null })).not.toMatch(/hunter2/);
    expect(JSON.stringify(ada.session)).not.toContain('sessionToken');
    expect(ada.cookies).toMatchObject([{ value: ada.session.sessionToken }]);
    expect(await userRow(ada.user.id)).toMatchObject({ passwordHash });
    await ada.cleanUp();
  });
}
