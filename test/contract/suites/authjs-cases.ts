import type { AdapterUser } from '@auth/core/adapters';
import { eq, type SQL } from 'drizzle-orm';
import type { MySqlTable } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import type * as basic from '../../../src/schema/index.ts';
import type * as production from '../../../src/schema/production.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, signIn, unique, uniqueEmail } from '../../support/rows/samples.ts';

/**
 * What Auth.js tests in its own adapters: one test for each case of its shared suite that is not about passkeys.
 *
 * Like there, whole objects are compared, with what the database holds too.
 *
 * @see https://github.com/nextauthjs/next-auth/blob/main/packages/utils/adapter.ts
 */
export function authjsCases(backend: () => OpenBackend, tables: typeof basic | typeof production): void {
  const { users, accounts, sessions, verificationTokens } = tables;
  const adapter = () => backend().adapter({ tables });
  const inDatabase = (table: MySqlTable, condition: SQL) => rowOf(backend(), table, condition);
  const newVerificationToken = () => ({ identifier: uniqueEmail(), token: unique(), expires: inAnHour() });
  const fullAccount = (userId: string) =>
    newAccount(userId, {
      refresh_token: unique(),
      access_token: unique(),
      expires_at: 2_592_000,
      token_type: 'bearer',
      scope: 'user',
      id_token: unique(),
      session_state: unique(),
    });

  it('has the methods for users, accounts and sessions', () => {
    const methods = [
      'createUser',
      'getUser',
      'getUserByEmail',
      'getUserByAccount',
      'updateUser',
      'linkAccount',
    ];
    const ofSessions = ['createSession', 'getSessionAndUser', 'updateSession', 'deleteSession'];
    for (const method of [...methods, ...ofSessions]) expect(adapter()).toHaveProperty(method);
  });

  it('has the methods for verification tokens', () => {
    for (const method of ['createVerificationToken', 'useVerificationToken'])
      expect(adapter()).toHaveProperty(method);
  });

  it('has the methods that Auth.js does not call yet', () => {
    for (const method of ['unlinkAccount', 'deleteUser']) expect(adapter()).toHaveProperty(method);
  });

  it('createUser stores all it is given, but for the id', async () => {
    const given = newUser({ emailVerified: new Date() });
    const user = await adapter().createUser(given);
    expect(user).toEqual({ ...given, id: user.id });
    expect(await inDatabase(users, eq(users.id, user.id))).toEqual(user);
  });

  it('getUser finds a user, and nobody by an id that is too long to be one', async () => {
    const user = await adapter().createUser(newUser());
    expect(await adapter().getUser(user.id)).toEqual(user);
    expect(await adapter().getUser(crypto.randomUUID())).toBeNull();
  });

  it('getUserByEmail finds a user, and nobody by text that is not an address', async () => {
    const user = await adapter().createUser(newUser());
    expect(await adapter().getUserByEmail(user.email)).toEqual(user);
    expect(await adapter().getUserByEmail('nobody')).toBeNull();
  });

  it('updateUser changes what it is given and leaves the rest', async () => {
    const user = await adapter().createUser(newUser());
    const changed = await adapter().updateUser({ id: user.id, name: 'Ada King' });
    expect(changed).toEqual({ ...user, name: 'Ada King' });
    expect(await inDatabase(users, eq(users.id, user.id))).toEqual(changed);
  });

  it('createSession stores all it is given', async () => {
    const { id: userId } = await adapter().createUser(newUser());
    const given = { sessionToken: crypto.randomUUID(), userId, expires: inAnHour() };
    expect(await adapter().createSession(given)).toEqual(given);
    expect(await inDatabase(sessions, eq(sessions.sessionToken, given.sessionToken))).toEqual(given);
  });

  it('getSessionAndUser finds both, and nothing by another token', async () => {
    const user = await adapter().createUser(newUser());
    const session = await signIn(adapter(), user.id);
    expect(await adapter().getSessionAndUser(session.sessionToken)).toEqual({ session, user });
    expect(await adapter().getSessionAndUser('no token')).toBeNull();
  });

  it('updateSession changes when a session ends, to the millisecond', async () => {
    const session = await signIn(adapter());
    const expires = new Date(Date.now() + 2_592_000_001);
    await adapter().updateSession({ sessionToken: session.sessionToken, expires });
    const row = await inDatabase(sessions, eq(sessions.sessionToken, session.sessionToken));
    expect(row).toEqual({ ...session, expires });
  });

  it('deleteSession leaves no row', async () => {
    const { sessionToken } = await signIn(adapter());
    await adapter().deleteSession(sessionToken);
    expect(await inDatabase(sessions, eq(sessions.sessionToken, sessionToken))).toBeNull();
  });

  it('linkAccount stores all it is given, and getUserByAccount finds its user', async () => {
    const user = await adapter().createUser(newUser());
    const given = fullAccount(user.id);
    await adapter().linkAccount(given);
    const row = await inDatabase(accounts, eq(accounts.providerAccountId, given.providerAccountId));
    const nulls = Object.fromEntries(Object.keys(row ?? {}).map((key) => [key, null]));
    expect(row).toEqual({ ...nulls, ...given });
    expect(await adapter().getUserByAccount(given)).toEqual(user);
  });

  it('getUserByAccount and getAccount find nothing by another provider or another id', async () => {
    const account = fullAccount((await adapter().createUser(newUser())).id);
    await adapter().linkAccount(account);
    const { provider, providerAccountId } = account;
    expect(await adapter().getAccount(providerAccountId, provider)).toMatchObject(account);
    for (const key of [
      { provider: 'another', providerAccountId },
      { provider, providerAccountId: 'another' },
      { provider: 'another', providerAccountId: 'another' },
    ]) {
      expect(await adapter().getUserByAccount(key)).toBeNull();
      expect(await adapter().getAccount(key.providerAccountId, key.provider)).toBeNull();
    }
  });

  it('unlinkAccount leaves no row', async () => {
    const account = fullAccount((await adapter().createUser(newUser())).id);
    await adapter().linkAccount(account);
    await adapter().unlinkAccount(account);
    const row = await inDatabase(accounts, eq(accounts.providerAccountId, account.providerAccountId));
    expect(row).toBeNull();
  });

  it('createVerificationToken stores all it is given', async () => {
    const token = newVerificationToken();
    expect(await adapter().createVerificationToken(token)).toEqual(token);
    const row = await inDatabase(verificationTokens, eq(verificationTokens.token, token.token));
    // The columns of codes stay as they are made.
    const unused = 'code' in verificationTokens && { code: null, attempts: 0, allowed: 0 };
    expect(row).toEqual({ ...token, ...unused });
  });

  it('useVerificationToken returns a token once', async () => {
    const token = newVerificationToken();
    await adapter().createVerificationToken(token);
    expect(await adapter().useVerificationToken(token)).toEqual(token);
    expect(await adapter().useVerificationToken(token)).toBeNull();
  });

  it('deleteUser leaves neither the user, nor sessions, nor accounts', async () => {
    const user: AdapterUser = await adapter().createUser(newUser());
    const { sessionToken } = await signIn(adapter(), user.id);
    const account = fullAccount(user.id);
    await adapter().linkAccount(account);
    await adapter().deleteUser(user.id);
    expect(await inDatabase(users, eq(users.id, user.id))).toBeNull();
    expect(await inDatabase(sessions, eq(sessions.sessionToken, sessionToken))).toBeNull();
    expect(await inDatabase(accounts, eq(accounts.userId, user.id))).toBeNull();
  });
}

/** Reads a row past the driver under test, without the table's bookkeeping; null when there is none. */
export async function rowOf({ db }: OpenBackend, table: MySqlTable, condition: SQL) {
  const [row] = await db.select().from(table).where(condition);
  if (!row) return null;
  const { createdAt: _created, updatedAt: _updated, id, ...rest } = row;
  return typeof id === 'number' ? rest : { id, ...rest };
}
