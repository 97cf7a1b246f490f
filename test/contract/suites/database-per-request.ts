import { expect, it } from 'vitest';
import { type Database, MySqlAdapter } from '../../../src/index.ts';
import { type OpenBackend, replicated } from '../../backends/backend.ts';
import {
  anHourAgo,
  inAnHour,
  newAccount,
  newUser,
  signIn,
  unique,
  uniqueEmail,
} from '../../support/rows/samples.ts';

export function databasePerRequestContract(backend: () => OpenBackend): void {
  it('asks for a database once per method, and for none before', async () => {
    const db = backend().source();
    let asked = 0;
    const adapter = MySqlAdapter(() => {
      asked++;
      return db;
    });
    expect(asked).toBe(0);
    const session = await signIn(backend().adapter());
    const { userId, sessionToken } = session;
    const { id: newId } = await adapter.createUser(newUser());
    const account = newAccount(userId);
    const token = { identifier: uniqueEmail(), token: unique('token'), expires: inAnHour() };
    const calls = [
      () => adapter.createUser(newUser()),
      () => adapter.getUser(userId),
      () => adapter.getUserByEmail(uniqueEmail()),
      () => adapter.linkAccount(account),
      // Refused, so that the new user is removed again.
      () => adapter.linkAccount(newAccount(newId, { type: 'x'.repeat(256) as 'oidc' })).catch(() => {}),
      () => adapter.getUserByAccount(account),
      () => adapter.getAccount(account.providerAccountId, account.provider),
      () => adapter.createSession({ ...session, sessionToken: unique('session') }),
      () => adapter.getSessionAndUser(sessionToken),
      () => adapter.updateSession({ sessionToken, expires: anHourAgo() }),
      () => adapter.getSessionAndUser(sessionToken),
      () => adapter.deleteSession(sessionToken),
      () => adapter.createVerificationToken(token),
      () => adapter.useVerificationToken(token),
      () => adapter.updateUser({ id: userId, name: 'Ada' }),
      () => adapter.unlinkAccount(account),
      () => adapter.deleteUser(userId),
    ];
    for (const call of calls) {
      asked = 0;
      await call();
      expect(asked, String(call)).toBe(1);
    }
    expect(await adapter.getUser(newId)).toBeNull();
  });

  it('builds a statement when it is first needed, once for each database', async () => {
    const fresh = () => counting(backend().source());
    let current = fresh();
    const adapter = MySqlAdapter(() => current.db);
    await adapter.getUser('x');
    await adapter.getUser('y');
    expect(current.built).toEqual(['select']);
    current = fresh();
    await adapter.getUser('x');
    expect(current.built).toEqual(['select']);
    current = fresh();
    for (const _ of [1, 2]) await adapter.createUser(newUser());
    expect(current.built).toEqual(['insert']);
    const { sessionToken } = await signIn(backend().adapter());
    current = fresh();
    for (const expires of [inAnHour(), inAnHour(), anHourAgo()]) {
      await adapter.getSessionAndUser(sessionToken);
      await adapter.updateSession({ sessionToken, expires });
    }
    expect(current.built).toEqual(['select', 'update']);
    for (const _ of [1, 2]) await adapter.deleteSession(sessionToken);
    expect(current.built).toEqual(['select', 'update', 'delete']);
  });

  it('builds nothing anew for a primary that comes with other replicas each time', async () => {
    const { db, built } = counting(backend().source());
    const adapter = MySqlAdapter(() => replicated(db, backend().source()));
    await adapter.getUser('x');
    await adapter.getUser('y');
    expect(built).toEqual(['select']);
  });
}

/** Counts the calls to the builders of a database, which work as before. */
function counting(db: Database) {
  const built: string[] = [];
  for (const name of ['select', 'insert', 'update', 'delete'] as const) {
    const build = db[name].bind(db) as (...values: unknown[]) => unknown;
    const count = (...values: unknown[]) => {
      built.push(name);
      return build(...values);
    };
    Object.assign(db, { [name]: count });
  }
  return { db, built };
}
