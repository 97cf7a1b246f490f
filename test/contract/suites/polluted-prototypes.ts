import { eq, sql } from 'drizzle-orm';
import { varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it } from 'vitest';
import { createTables } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newAccount, newUser, unique } from '../../support/rows/samples.ts';

const role = () => ({ role: varchar('role', { length: 32 }) });
const tables = createTables({
  base: 'production',
  prefix: 'roled_',
  extend: {
    users: role(),
    accounts: role(),
    sessions: role(),
    verificationTokens: role(),
    authenticators: role(),
  },
});
const names = ['users', 'accounts', 'sessions', 'verification_tokens'];

/** Does work while every object inherits a role. */
async function whilePolluted<Result>(work: () => Promise<Result>): Promise<Result> {
  const prototype = Object.prototype as { role?: string };
  prototype.role = 'admin';
  try {
    return await work();
  } finally {
    delete prototype.role;
  }
}

/** Nothing that somebody has put into `Object.prototype` is written to a table. */
export function pollutedPrototypesContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    const { db } = backend();
    for (const name of names) {
      const table = sql.identifier(`roled_${name}`);
      await db.execute(sql`create table ${table} like ${sql.identifier(name)}`);
      await db.execute(sql`alter table ${table} add role varchar(32)`);
    }
    await db.execute(sql`create table roled_authenticators (id bigint auto_increment primary key,
      credential_id varbinary(512) not null unique, user_id varchar(12) not null, provider_account_id varchar(512),
      credential_public_key text, counter int unsigned, credential_device_type varchar(32),
      credential_backed_up boolean, transports varchar(255), created_at datetime, updated_at datetime,
      role varchar(32))`);
  });

  it('writes own properties alone, in every method', async () => {
    const { db } = backend();
    const adapter = backend().adapter({ tables });
    const user = await whilePolluted(() => adapter.createUser(newUser()));
    await whilePolluted(() => adapter.updateUser({ id: user.id, name: 'Ada King' }));
    const account = newAccount(user.id);
    await whilePolluted(() => adapter.linkAccount(account));
    const session = { sessionToken: unique('session'), userId: user.id, expires: inAnHour() };
    await whilePolluted(() => adapter.createSession(session));
    await whilePolluted(() => adapter.updateSession({ ...session, expires: inAnHour() }));
    const token = { identifier: unique('ada'), token: unique('token'), expires: inAnHour() };
    await whilePolluted(() => adapter.createVerificationToken(token));
    const passkey = {
      ...{ credentialID: unique('key'), userId: user.id, providerAccountId: unique('key') },
      ...{ credentialPublicKey: 'key', counter: 0, credentialDeviceType: 'singleDevice' },
      ...{ credentialBackedUp: false, transports: null },
    };
    await whilePolluted(async () => adapter.createAuthenticator?.(passkey));
    const { users, accounts, sessions, verificationTokens, authenticators } = tables;
    for (const [table, isHers] of [
      [users, eq(users.id, user.id)],
      [accounts, eq(accounts.userId, user.id)],
      [sessions, eq(sessions.userId, user.id)],
      [verificationTokens, eq(verificationTokens.token, token.token)],
      [authenticators, eq(authenticators.userId, user.id)],
    ] as const) {
      const rows = await db.select({ role: sql`role` }).from(table).where(isHers);
      expect(rows).toEqual([{ role: null }]);
    }
  });

  it('ignores a userId that a session inherits', async () => {
    const adapter = backend().adapter();
    const { id: userId } = await adapter.createUser(newUser());
    const session = { sessionToken: unique('session'), userId, expires: inAnHour() };
    await adapter.createSession(session);
    const expires = new Date('2030-01-01T00:00:00Z');
    const { sessionToken } = session;
    const given = Object.assign(Object.create({ userId: 'eve' }), { sessionToken, expires });
    await adapter.updateSession(given);
    expect((await adapter.getSessionAndUser(sessionToken))?.session.expires).toEqual(expires);
    const unowned = adapter.createSession(
      Object.assign(Object.create({ userId }), { sessionToken: 'x', expires }),
    );
    await expect(unowned).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
}
