import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { customType, int, mysqlTable, primaryKey, text, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keyring, MySqlAdapter } from '../../src/index.ts';
import { reencryptTokens } from '../../src/maintenance.ts';
import * as basic from '../../src/schema/index.ts';
import { providerTokens } from '../../src/tokens.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { newAccount, newUser, unique } from '../support/rows/samples.ts';

/** A token that its column keeps in another form. */
const reversed = customType<{ data: string; driverData: string }>({
  dataType: () => 'varchar(1000)',
  toDriver: (value) => Array.from(value).reverse().join(''),
  fromDriver: (value) => Array.from(value).reverse().join(''),
});

/** A table as Auth.js's own Drizzle adapter has it, without an id, a lease and tokens of OAuth 1. */
const accounts = mysqlTable(
  'oauth_links',
  {
    userId: varchar('owner', { length: 255 }),
    type: varchar('kind', { length: 255 }).notNull(),
    provider: varchar('at', { length: 255 }).notNull(),
    providerAccountId: varchar('as', { length: 255 }).notNull(),
    access_token: reversed('access'),
    refresh_token: text('refresh').notNull().default(''),
    expires_at: int('ends'),
    token_type: varchar('token_type', { length: 255 }),
    scope: varchar('scope', { length: 255 }),
    id_token: text('id_token'),
    session_state: varchar('session_state', { length: 255 }),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);
const tables = { ...basic, accounts } as never;
const texts = { a: randomBytes(32).toString('base64'), b: randomBytes(32).toString('base64') };
const [inA, inB] = ['a', 'b'].map((current) => keyring({ current, keys: texts })) as [
  ReturnType<typeof keyring>,
  ReturnType<typeof keyring>,
];

async function open(server: (typeof servers)[number], given: typeof accounts) {
  const url = await newDatabase(server);
  await makeTables(url, { ...basic, accounts: given });
  const pool = createPool(url);
  onTestFinished(() => pool.end());
  const db = drizzle({ client: pool });
  const adapterWith = (encryptOAuthTokens: ReturnType<typeof keyring> | undefined) =>
    MySqlAdapter(db, { tables, encryptOAuthTokens });
  return { pool, db, adapterWith };
}

describe.each(servers)('a table of accounts with names and columns of its own, on %s', (server) => {
  it('holds encrypted tokens, each in the form of its column', async () => {
    const { pool, db, adapterWith } = await open(server, accounts);
    const adapter = adapterWith(inA);
    const { id } = await adapter.createUser(newUser());
    const given = { ...newAccount(id), access_token: 'access', refresh_token: 'refresh' };
    expect(await adapter.linkAccount(given)).toMatchObject(given);
    expect(await adapter.getAccount(given.providerAccountId, given.provider)).toMatchObject(given);
    const { getAccessToken } = providerTokens(adapter);
    expect(await getAccessToken(given)).toMatchObject({ accessToken: 'access' });
    const [[stored] = []] = (await pool.query('select access, refresh from oauth_links')) as never as [
      { access: string; refresh: string }[],
    ];
    expect(stored?.access).toMatch(/\.a\.1v$/);
    expect(stored?.refresh).toMatch(/^v1\.a\./);
    const [row] = await db.select().from(accounts);
    expect(await inA.open(row ?? {}, given)).toMatchObject({
      access_token: 'access',
      refresh_token: 'refresh',
    });
  });

  it('is encrypted anew by user ids where it counts no ids, whole, and with the accounts of nobody', async () => {
    const { pool, db, adapterWith } = await open(server, accounts);
    const [plain, adapter] = [adapterWith(undefined), adapterWith(inB)];
    const people = [];
    for (let number = 0; number < 12; number++) {
      const { id } = await plain.createUser(newUser());
      // Some have several accounts, which may be more than a batch.
      for (let each = 0; each < (number === 5 ? 4 : 1); each++) {
        const source = number % 2 ? plain : adapterWith(inA);
        const tokens = { access_token: unique('access'), refresh_token: unique('refresh') };
        people.push(await source.linkAccount({ ...newAccount(id), ...tokens }));
      }
    }
    // More than a batch.
    for (const each of ['a', 'b', 'c', 'd'])
      await pool.query(
        "insert into oauth_links (kind, `at`, `as`, access) values ('oauth', 'x', ?, 'nobody')",
        [each],
      );
    const total = people.length + 4;
    expect(await reencryptTokens(adapter, { batchSize: 3 })).toEqual({
      accounts: total,
      reencrypted: total,
      skipped: 0,
      done: true,
    });
    for (const person of people)
      expect(await adapter.getAccount(person.providerAccountId, person.provider)).toEqual(person);
    for (const row of await db.select().from(accounts)) {
      expect(row.access_token).toMatch(/^v1\.b\./);
      // Not of its own accord.
      expect(row.refresh_token).toMatch(row.userId === null ? /^$/ : /^v1\.b\./);
    }
    for (const batchSize of [3, 1_000])
      expect(await reencryptTokens(adapter, { batchSize })).toEqual({
        accounts: total,
        reencrypted: 0,
        skipped: 0,
        done: true,
      });
  });

  it('is encrypted anew in rows of nobody where it counts ids', async () => {
    const url = await newDatabase(server);
    await makeTables(url, basic);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    await pool.query(
      "insert into accounts (type, provider, provider_account_id, access_token, created_at, updated_at) values ('oauth', 'x', 'y', 'nobody', now(), now())",
    );
    const db = drizzle({ client: pool });
    const adapter = MySqlAdapter(db, { encryptOAuthTokens: inB });
    expect(await reencryptTokens(adapter)).toMatchObject({ accounts: 1, reencrypted: 1, skipped: 0 });
    const [row] = await db.select().from(basic.accounts).where(eq(basic.accounts.provider, 'x'));
    expect(await inB.open(row ?? {}, { provider: 'x', providerAccountId: 'y' })).toMatchObject({
      access_token: 'nobody',
    });
  });

  it('is left alone by a server that would cut an encrypted token to fit', async () => {
    const url = await newDatabase(server);
    await makeTables(url, basic);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    pool.pool.on('connection', (connection) => void connection.query("set session sql_mode = ''"));
    const db = drizzle({ client: pool });
    const { id } = await MySqlAdapter(db).createUser(newUser());
    const account = { ...newAccount(id), refresh_token: 'r'.repeat(255) };
    await MySqlAdapter(db).linkAccount(account);
    const accounts = mysqlTable('accounts', {
      ...basic.accountColumns(),
      refresh_token: text('refresh_token'),
    });
    const adapter = MySqlAdapter(db, { tables: { ...basic, accounts }, encryptOAuthTokens: inB });
    await expect(reencryptTokens(adapter)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/STRICT_TRANS_TABLES/),
    });
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toMatchObject(account);
  });
});
