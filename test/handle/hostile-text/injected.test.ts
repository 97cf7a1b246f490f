import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import { createConnection as createCallbackConnection } from 'mysql2';
import { createConnection, createPool, createPoolCluster, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../../src/index.ts';
import { expectWholeLife, wholeLifeOptions } from '../../support/calls/whole-life.ts';
import { newPasskey } from '../../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, newUser, signIn, unique } from '../../support/rows/samples.ts';
import { HOSTILE, MODES, openPlace, type Place } from './modes.ts';

describe.each(Object.entries(inject('servers')))('text on %s', (_kind, serverUrl) => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(serverUrl);
  });
  afterAll(() => place.close());

  it.each(MODES)('finds, changes and deletes nobody else in the mode %s', async (mode) => {
    const adapter = place.adapter(mode);
    const user = await adapter.createUser(newUser());
    const { sessionToken } = await signIn(adapter, user.id);
    const { provider, providerAccountId } = await adapter.linkAccount(newAccount(user.id));
    const link = { identifier: user.email, token: unique('token'), expires: inAnHour() };
    await adapter.createVerificationToken(link);
    await adapter.createAuthenticator?.(newPasskey(user.id));
    const before = await place.everything();

    for (const text of HOSTILE) {
      const found = [
        await adapter.getUser(text),
        await adapter.getUserByEmail(text),
        await adapter.getSessionAndUser(text),
        await adapter.getSessionAndUser(`${sessionToken}${text}`),
        await adapter.getAccount(text, provider),
        await adapter.getAccount(providerAccountId, text),
        await adapter.getUserByAccount({ provider: text, providerAccountId }),
        await adapter.useVerificationToken({ ...link, token: text }),
        await adapter.useVerificationToken({ ...link, identifier: text }),
        await adapter.getAuthenticator?.(text),
      ];
      expect(found).toEqual(found.map(() => null));
      expect(await adapter.listAuthenticatorsByUserId?.(text)).toEqual([]);
      await adapter.updateSession({ sessionToken: text, expires: inAnHour() });
      await adapter.updateSession({ sessionToken, userId: text, expires: inAnHour() });
      await adapter.deleteSession(text);
      await adapter.unlinkAccount({ provider: text, providerAccountId });
      await adapter.deleteUser(text);
      const id = text.slice(0, 12);
      for (const refused of [
        () => adapter.updateUser({ id, name: text }),
        () => adapter.createSession({ sessionToken: text, userId: id, expires: inAnHour() }),
        () => adapter.linkAccount(newAccount(id)),
      ])
        await expect(refused()).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    }
    expect(await place.everything()).toEqual(before);
  });

  /** Clients of one connection each, so that what is set on it holds for all that follows. */
  const clients: Record<string, () => unknown> = {
    'a pool of callbacks': () => {
      const pool = createPool({ uri: place.url, connectionLimit: 1 });
      onTestFinished(() => pool.end());
      return pool.pool;
    },
    'a connection': async () => {
      const connection = await createConnection(place.url);
      onTestFinished(() => connection.end());
      return connection;
    },
    'a connection of callbacks': () => {
      const connection = createCallbackConnection(place.url);
      onTestFinished(() => connection.promise().end());
      return connection;
    },
    'a cluster': () => {
      const cluster = createPoolCluster();
      onTestFinished(() => cluster.end());
      cluster.add('primary', { uri: place.url, connectionLimit: 1 });
      return cluster.of('primary');
    },
  };

  it.each(Object.entries(clients))(
    'needs no backslashes over %s, nor in a transaction',
    async (_name, open) => {
      const db = drizzle({ client: (await open()) as Pool });
      await db.execute(sql`set sql_mode = 'NO_BACKSLASH_ESCAPES'`);
      await expectWholeLife(MySqlAdapter(db, wholeLifeOptions));
      await db.transaction((transaction) => expectWholeLife(MySqlAdapter(transaction, wholeLifeOptions)));
      const [[row]] = (await db.execute('select @@sql_mode as mode')) as unknown as [[unknown]];
      expect(row).toEqual({ mode: 'NO_BACKSLASH_ESCAPES' });
    },
  );
});
