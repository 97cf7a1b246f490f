import { readFile } from 'node:fs/promises';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import type { Adapter } from '../backends/backend.ts';
import { adapterOn, productionAdapterOn, signUp } from '../support/calls/sign-up.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import { anHourAgo, inAnHour, newAccount, newUser, signIn } from '../support/rows/samples.ts';

const theirTables = await readFile(new URL('better-auth.sql', import.meta.url), 'utf8');
const [move = ''] = await codeUnder('migrating.md', 'Leaving for Better Auth', 'sql');

/** What a client's session may have been set to; it must not shift what is copied. */
const elsewhere = "set time_zone = '+02:00';";

const sets = [
  { name: 'production', adapterOf: productionAdapterOn, migrate: applyMigrations },
  { name: 'basic', adapterOf: adapterOn, migrate: async () => {} },
];

/** Fills the tables with one of each kind that the statements treat in a way of its own. */
async function fill(adapter: Adapter) {
  const verified = new Date('2026-01-31T12:34:56.789Z');
  const account = {
    provider: 'github',
    access_token: 'access',
    refresh_token: 'refresh',
    id_token: 'id',
    expires_at: 1_893_456_000,
    scope: 'read:user user:email',
  };
  const ada = await signUp(adapter, account, { email: 'Ada@example.com', emailVerified: verified });
  const ben = await signUp(adapter, { expires_at: 2_147_483_647 }, { email: 'ben@example.com', name: null });
  const nameless = await adapter.createUser({ ...newUser({ name: null }), email: null as unknown as string });
  await adapter.linkAccount(newAccount(nameless.id));
  const live = await signIn(adapter, ada.id, inAnHour());
  const far = await signIn(adapter, ben.id, new Date('2050-01-01T00:00:00.000Z'));
  await signIn(adapter, ben.id, anHourAgo());
  return { ada, ben, nameless, live, far };
}

describe.each(servers)('a database for Better Auth on %s', (server) => {
  /** Moves everything from a set of tables and returns what was there, and a way to see what is. */
  async function moveFrom({ adapterOf, migrate }: (typeof sets)[number]) {
    const url = await fromDdl(server);
    await migrate(url);
    const adapter = adapterOf(url);
    const filled = await fill(adapter);
    await runSql(url, theirTables);
    const pool = createPool({ uri: url, timezone: 'Z' });
    pool.pool.on('connection', (connection) => connection.query("set time_zone = '+00:00'"));
    onTestFinished(() => pool.end());
    const rows = async (text: string) => (await pool.query<RowDataPacket[]>(text))[0];
    const count = async (table: string) => Number((await rows(`select count(*) as n from ${table}`))[0]?.n);
    return { ...filled, adapter, count, rows, url };
  }

  it.each(sets)('gets all users and accounts from the $name tables, with their ids', async (set) => {
    const { ada, ben, nameless, count, rows, url } = await moveFrom(set);
    const before = [await count('users'), await count('accounts')];
    await runSql(url, elsewhere + move);
    expect([await count('user'), await count('account')]).toEqual(before);
    expect([await count('users'), await count('accounts')]).toEqual(before);

    const users = new Map((await rows('select * from user')).map((row) => [row.id, row]));
    expect(users.get(ada.id)).toMatchObject({
      name: ada.name,
      email: 'ada@example.com',
      emailVerified: 1,
      image: ada.image,
    });
    expect(users.get(ben.id)).toMatchObject({ name: 'ben', email: 'ben@example.com', emailVerified: 0 });
    expect(users.get(nameless.id)).toMatchObject({ name: '', email: `${nameless.id}@users.invalid` });

    const [account] = await rows(
      "select * from account where providerId = 'github' and accessToken = 'access'",
    );
    expect(account).toMatchObject({
      userId: ada.id,
      accessToken: 'access',
      refreshToken: 'refresh',
      idToken: 'id',
      accessTokenExpiresAt: new Date('2030-01-01T00:00:00.000Z'),
      scope: 'read:user,user:email',
    });
    const owners = 'select accountId as id, userId from account order by userId';
    const theirs = 'select provider_account_id as id, user_id as userId from accounts order by userId';
    expect(await rows(owners)).toEqual(await rows(theirs));
    const [created] = await rows(
      'select count(*) as n from user t join users u using (id) where createdAt = created_at',
    );
    expect(Number(created?.n)).toBe(before[0]);
  });

  it.each(sets)(
    'gets the live sessions from the $name tables, no longer than a timestamp lasts',
    async (set) => {
      const { ada, ben, live, far, count, rows, url } = await moveFrom(set);
      await runSql(url, elsewhere + move);
      expect(await count('sessions')).toBe(3);
      const moved = await rows('select token, userId, expiresAt from session');
      expect(moved).toHaveLength(2);
      expect(moved).toContainEqual({ token: live.sessionToken, userId: ada.id, expiresAt: live.expires });
      const end = new Date('2038-01-19T03:14:07.000Z');
      expect(moved).toContainEqual({ token: far.sessionToken, userId: ben.id, expiresAt: end });
    },
  );

  it('gets no passkey, and no account whose user is gone', async () => {
    const { ada, adapter, count, rows, url } = await moveFrom(sets[0] as (typeof sets)[number]);
    const passkey = newPasskey(ada.id);
    await adapter.linkAccount(
      newAccount(ada.id, {
        type: 'webauthn',
        provider: 'passkey',
        providerAccountId: passkey.providerAccountId,
      }),
    );
    await adapter.createAuthenticator?.(passkey);
    await runSql(url, "update accounts set user_id = 'nobody' where access_token = 'access'");
    await runSql(url, elsewhere + move);
    expect(await count('accounts')).toBe(4);
    expect(await count('account')).toBe(2);
    expect(
      await rows("select 1 from account where providerId = 'passkey' or accessToken = 'access'"),
    ).toEqual([]);
  });
});
