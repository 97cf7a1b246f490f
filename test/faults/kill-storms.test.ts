import { drizzle } from 'drizzle-orm/mysql2';
import { createPool, type Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabase, type TemporaryDatabase } from '../../dev/mysql.ts';
import { userById } from '../../src/account.ts';
import { MySqlAdapterError } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as tables from '../../src/schema/production.ts';
import { type Adapter, createTables } from '../backends/backend.ts';
import { startKiller } from '../support/databases/killer.ts';
import { productionSql } from '../support/databases/production-sql.ts';
import { query } from '../support/databases/query.ts';
import { newPasskey } from '../support/rows/passkey-samples.ts';
import { inAnHour, newAccount, unique, uniqueEmail } from '../support/rows/samples.ts';

const PEOPLE = 200;
const ROWS = 4;

/** How a call ended. */
interface End {
  readonly isDone: boolean;
}

describe.each(Object.entries(inject('servers')))('on %s, a storm of', (_kind, serverUrl) => {
  let database: TemporaryDatabase;
  let pool: Pool;
  let adapter: Adapter;
  beforeAll(async () => {
    database = await createDatabase(serverUrl);
    await createTables(database.url, { additions: await productionSql() });
    pool = createPool({ uri: database.url, connectionLimit: 8 });
    adapter = MySqlAdapter(pool, { tables });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  /** Stores people with so many rows in each table, past the adapter. */
  async function storePeople(): Promise<string[]> {
    const direct = createPool(database.url);
    const db = drizzle({ client: direct });
    const ids = Array.from({ length: PEOPLE }, () => unique().slice(2, 14));
    const bookkeeping = { createdAt: new Date(), updatedAt: new Date() };
    const rows = ids.flatMap((id) => Array.from({ length: ROWS }, () => id));
    await db.insert(tables.users).values(ids.map((id) => ({ id, email: uniqueEmail(), ...bookkeeping })));
    await db
      .insert(tables.sessions)
      .values(rows.map((userId) => ({ ...newSession(userId), ...bookkeeping })));
    await db
      .insert(tables.accounts)
      .values(rows.map((userId) => ({ ...newAccount(userId), ...bookkeeping })));
    await db
      .insert(tables.authenticators)
      .values(rows.map((userId) => ({ ...newPasskey(userId), ...bookkeeping, transports: null })));
    await direct.end();
    return ids;
  }
  const newSession = (userId: string) => ({ userId, sessionToken: unique('session'), expires: inAnHour() });

  /** Counts the rows of each user in all tables. */
  async function rowsById(): Promise<Map<string, string>> {
    const counts = ['sessions', 'accounts', 'authenticators'].map(
      (table) => `(select count(*) from ${table} where user_id = users.id)`,
    );
    const people = `select id, concat_ws(' ', ${counts.join(', ')}) as n from users`;
    const rows = await query(database.url, people);
    return new Map(rows.map(({ id, n }) => [String(id), String(n)]));
  }
  const orphans = () =>
    query(
      database.url,
      ['sessions', 'accounts', 'authenticators']
        .map((table) => `select user_id from ${table} where user_id not in (select id from users)`)
        .join(' union all '),
    );

  /** Makes calls, eight at a time, while their statements are killed. */
  async function inStorm(kill: 'kill' | 'kill query', calls: readonly (() => Promise<unknown>)[]) {
    const killer = await startKiller(database.url, kill);
    onTestFinished(() => killer.stop().then(() => {}));
    const ends: End[] = [];
    const left = [...calls.entries()];
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift()) ends[next[0]] = await endOf(next[1]());
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(await killer.stop()).toBeGreaterThan(0);
    return ends;
  }

  it.each(['kill query', 'kill'] as const)(
    '“%s” leaves each user whole or gone, and gone where that was said',
    async (kill) => {
      const ids = await storePeople();
      const ends = await inStorm(
        kill,
        ids.map((id) => async () => adapter.deleteUser(id)),
      );
      const rows = await rowsById();
      const whole = `${ROWS} ${ROWS} ${ROWS}`;
      const left = ids.map((id) => rows.get(id));
      expect(left.filter((each) => each !== undefined && each !== whole)).toEqual([]);
      expect(await orphans()).toEqual([]);
      expect(left.filter((each, index) => each !== undefined && ends[index]?.isDone)).toEqual([]);
    },
  );

  it('“kill query” leaves nothing of a session that was ended or an account that was unlinked', async () => {
    const [userId = ''] = await storePeople();
    const bookkeeping = { createdAt: new Date(), updatedAt: new Date() };
    const sessions = Array.from({ length: PEOPLE }, () => newSession(userId));
    const accounts = Array.from({ length: PEOPLE }, () => newAccount(userId));
    const db = drizzle({ client: pool });
    await db.insert(tables.sessions).values(sessions.map((session) => ({ ...session, ...bookkeeping })));
    await db.insert(tables.accounts).values(accounts.map((account) => ({ ...account, ...bookkeeping })));
    const ends = await inStorm('kill query', [
      ...sessions.map(
        ({ sessionToken }) =>
          async () =>
            adapter.deleteSession(sessionToken),
      ),
      ...accounts.map((account) => async () => adapter.unlinkAccount(account)),
    ]);
    const found = await Promise.all([
      ...sessions.map(({ sessionToken }) => adapter.getSessionAndUser(sessionToken)),
      ...accounts.map(({ providerAccountId, provider }) => adapter.getAccount(providerAccountId, provider)),
    ]);
    expect(found.filter((each, index) => each !== null && ends[index]?.isDone)).toEqual([]);
  });

  it('“kill query” leaves nothing of what a page has unlinked, and takes none for the last way to sign in', async () => {
    const [userId = ''] = await storePeople();
    const bookkeeping = { createdAt: new Date(), updatedAt: new Date() };
    const accounts = Array.from({ length: PEOPLE }, () => newAccount(userId));
    const db = drizzle({ client: pool });
    await db.insert(tables.accounts).values(accounts.map((account) => ({ ...account, ...bookkeeping })));
    const page = await userById(adapter, userId);
    const codes: string[] = [];
    const unlink = async (account: (typeof accounts)[number]) => {
      const isGone = await page?.unlinkAccount(account).catch((error: MySqlAdapterError) => {
        codes.push(error.code);
        throw error;
      });
      expect(isGone).toBe(true);
    };
    const ends = await inStorm(
      'kill query',
      accounts.map((account) => () => unlink(account)),
    );
    const found = await Promise.all(
      accounts.map(({ providerAccountId, provider }) => adapter.getAccount(providerAccountId, provider)),
    );
    expect(found.filter((each, index) => each !== null && ends[index]?.isDone)).toEqual([]);
    expect(codes).not.toContain('LAST_SIGN_IN_METHOD');
  });
});

/** Waits for a call, which may fail with an error of the adapter and no other. */
async function endOf(call: Promise<unknown>): Promise<End> {
  try {
    await call;
    return { isDone: true };
  } catch (error) {
    if (!(error instanceof MySqlAdapterError)) throw error;
    return { isDone: false };
  }
}
