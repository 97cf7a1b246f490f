import { customType, datetime, int, mysqlTable, timestamp, varchar } from 'drizzle-orm/mysql-core';
import { createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import * as basic from '../../src/schema/index.ts';
import * as production from '../../src/schema/production.ts';
import { type ProviderTokensOptions, providerTokens } from '../../src/tokens.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { newAccount, newUser, unique } from '../support/rows/samples.ts';

const refresh = { local: () => ({ access_token: 'new' }) };
const nobody = { userId: 'nobody', provider: 'local' };
/** An adapter that is never asked. */
const adapter = MySqlAdapter(createPool('mysql://root@127.0.0.1:1/nowhere'), { tables: production });

it.each([
  { marginSeconds: -1 },
  { marginSeconds: Number.NaN },
  { marginSeconds: '60' },
  { refresh: { local: 'x' } },
  { refresh: [] },
  { refresh: null },
  null,
])('refuses options that it could not work with: case %#', (options) => {
  expect(() => providerTokens(adapter, options as never)).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
  );
});

it('takes a provider without a function, as where its secret is not set', () => {
  expect(() => providerTokens(adapter, { refresh: { local: undefined } })).not.toThrow();
});

it('looks for a refresh only among what was given, and not on a prototype', async () => {
  const withPrototype: ProviderTokensOptions = { refresh: Object.create({ local: 'x' }) };
  // Would be INVALID_ARGUMENT for the columns, or a function that is none.
  for (const provider of ['local', 'toString', 'constructor', '__proto__'])
    await expect(
      providerTokens(adapter, withPrototype).getAccessToken({ userId: 'x', provider }),
    ).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
});

it.each([
  ['without them', {}, 'a table without'],
  ['with one', { refreshLease: varchar('refresh_lease', { length: 64 }) }, 'a table without'],
  [
    'with a timestamp, about which time zones differ',
    { ...basic.refreshLeaseColumns(), refreshLeaseUntil: timestamp('refresh_lease_until', { fsp: 3 }) },
    'refreshLeaseUntil of type timestamp(3)',
  ],
  [
    'with whole seconds',
    { ...basic.refreshLeaseColumns(), refreshLeaseUntil: datetime('refresh_lease_until') },
    'refreshLeaseUntil of type datetime',
  ],
])('refuses to refresh in a table %s, and says what adds the columns', async (_what, columns, got) => {
  const accounts = mysqlTable('accounts', { ...basic.accountColumns(), ...columns });
  const without = MySqlAdapter(createPool('mysql://root@127.0.0.1:1/nowhere'), {
    tables: { ...basic, accounts },
  });
  await expect(providerTokens(without, { refresh }).getAccessToken(nobody)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    table: 'accounts',
    message:
      'Expected `tables.accounts` to have the columns refreshLease and refreshLeaseUntil (datetime(3)) for `refresh`: ' +
      'add refreshLeaseColumns() from authjs-drizzle-mysql/schema to the Drizzle table, and ' +
      `drizzle/0006_refresh_lease.sql to the database, got ${got}.`,
  });
});

it('refuses to refresh tokens in columns of bytes, which could not be compared as text', async () => {
  const bytes = customType<{ data: string; driverData: Uint8Array }>({ dataType: () => 'varbinary(2048)' });
  const columns = {
    ...basic.accountColumns(),
    ...basic.refreshLeaseColumns(),
    access_token: bytes('access_token'),
  };
  const accounts = mysqlTable('accounts', columns);
  const ofBytes = MySqlAdapter(createPool('mysql://root@127.0.0.1:1/nowhere'), {
    tables: { ...basic, accounts },
  });
  await expect(providerTokens(ofBytes, { refresh }).getAccessToken(nobody)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    column: 'access_token',
    message:
      'Expected `tables.accounts.access_token` to be a column of text for `refresh`, got varbinary(2048).',
  });
});

it('refuses to refresh tokens that must have an end, since a new one may have none', async () => {
  const columns = {
    ...basic.accountColumns(),
    ...basic.refreshLeaseColumns(),
    expires_at: int('expires_at').notNull(),
  };
  const accounts = mysqlTable('accounts', columns);
  const ending = MySqlAdapter(createPool('mysql://root@127.0.0.1:1/nowhere'), {
    tables: { ...basic, accounts },
  });
  await expect(providerTokens(ending, { refresh }).getAccessToken(nobody)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    column: 'expires_at',
  });
});

it.each([undefined, null, 'event'])('refuses a sign-in that is none: %j', async (event) => {
  const { updateOnSignIn } = providerTokens(adapter);
  await expect(updateOnSignIn(event as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});

it('refuses what is no adapter', async () => {
  const { getAccessToken } = providerTokens({} as never);
  await expect(getAccessToken(nobody)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});

describe.each(servers)('on %s', (server) => {
  async function open(count?: number, settings = {}) {
    const url = await fromDdl(server);
    await applyMigrations(url, count);
    const pool = createPool({ uri: url, ...settings });
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool, { tables: production });
    const { id } = await adapter.createUser(newUser());
    const values = { provider: 'local', access_token: 'a', refresh_token: 'r', expires_at: 1 };
    const account = await adapter.linkAccount(newAccount(id, values));
    return { url, adapter, account, request: { userId: id, provider: 'local' } };
  }

  it('works without the columns in the database as long as nothing is refreshed', async () => {
    const { adapter, account, request } = await open(6);
    const { updateOnSignIn, getAccessToken } = providerTokens(adapter, { refresh: { other: refresh.local } });
    await updateOnSignIn({
      user: { id: request.userId },
      account: { ...account, access_token: 'b', expires_at: null },
    });
    expect(await getAccessToken(request)).toMatchObject({ accessToken: 'b' });
  });

  it('works in a table without a numeric id', async () => {
    const url = await fromDdl(server);
    await runSql(
      url,
      `alter table accounts modify id bigint not null;
      alter table accounts drop primary key, drop column id, add primary key (user_id, provider, provider_account_id),
        add refresh_lease varchar(64), add refresh_lease_until datetime(3)`,
    );
    const { id: _, ...columns } = basic.accountColumns();
    const accounts = mysqlTable('accounts', { ...columns, ...basic.refreshLeaseColumns() });
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool, { tables: { ...basic, accounts }, logger: { warn() {} } });
    const { id: userId } = await adapter.createUser(newUser());
    const values = { provider: 'local', access_token: 'a', refresh_token: 'r', expires_at: 1 };
    const [one, other] = [newAccount(userId, values), newAccount(userId, { ...values, access_token: 'b' })];
    await adapter.linkAccount(one);
    await adapter.linkAccount(other);
    const { getAccessToken, updateOnSignIn } = providerTokens(adapter, { refresh });
    expect(await getAccessToken(one)).toMatchObject({ accessToken: 'new' });
    await updateOnSignIn({
      user: { id: userId },
      account: { ...one, access_token: 'newer', expires_at: null },
    });
    expect(await getAccessToken(one)).toMatchObject({ accessToken: 'newer' });
    expect(await adapter.getAccount(other.providerAccountId, 'local')).toMatchObject({ access_token: 'b' });
  });

  it('returns and refreshes tokens that are private otherwise', async () => {
    const { url, request } = await open();
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const privateColumns = { accounts: ['access_token', 'refresh_token', 'expires_at', 'scope'] } as const;
    const hiding = MySqlAdapter(pool, { tables: production, privateColumns });
    expect(await providerTokens(hiding, { refresh }).getAccessToken(request)).toMatchObject({
      accessToken: 'new',
    });
    expect(await providerTokens(hiding).getAccessToken(request)).toMatchObject({ accessToken: 'new' });
  });

  it('says that a migration is missing where the database lacks the columns', async () => {
    const { adapter, account, request } = await open(6);
    const { updateOnSignIn, getAccessToken } = providerTokens(adapter, { refresh });
    const missing = {
      code: 'DATABASE',
      cause: { errno: 1054 },
      message: expect.stringContaining('Run the migrations (docs/migrating.md)'),
    };
    await expect(getAccessToken(request)).rejects.toMatchObject(missing);
    const event = { user: { id: request.userId }, account: { ...account, access_token: 'b' } };
    await expect(updateOnSignIn(event)).rejects.toMatchObject(missing);
  });

  it('counts rows that change as well as rows that match', async () => {
    const { adapter, request, url } = await open(undefined, { flags: ['-FOUND_ROWS'] });
    let count = 0;
    // As some providers do: the same tokens as long as they live.
    const refresh = { local: () => ({ access_token: 'a', refresh_token: 'r', n: ++count }) };
    const { getAccessToken } = providerTokens(adapter, { refresh });
    await runSql(url, 'update accounts set expires_at = 1');
    const found = await Promise.all(Array.from({ length: 20 }, () => getAccessToken(request)));
    expect(found).toEqual(Array(20).fill({ accessToken: 'a', expiresAt: null, scope: null }));
    expect(count).toBe(1);
  });

  it('works in a table with timestamps of its own, in sessions with another time zone', async () => {
    const url = await fromDdl(server);
    await applyMigrations(url);
    await runSql(
      url,
      'alter table accounts modify created_at timestamp null, modify updated_at timestamp null on update current_timestamp',
    );
    const accounts = mysqlTable('accounts', {
      ...basic.productionAccountColumns(),
      createdAt: timestamp('created_at').$onUpdateFn(() => new Date()),
      updatedAt: timestamp('updated_at'),
    });
    const adapters = ['+00:00', '+05:30', '-08:00'].map((zone) => {
      const pool = createPool(url);
      pool.pool.on('connection', (connection) => connection.query(`set time_zone = '${zone}'`));
      onTestFinished(() => pool.end());
      return MySqlAdapter(pool, { tables: { ...production, accounts } });
    });
    const [first] = adapters;
    const user = await first?.createUser(newUser());
    const userId = user?.id ?? '';
    const account = newAccount(userId, {
      provider: 'local',
      access_token: unique(),
      expires_at: 1,
      refresh_token: 'r',
    });
    await first?.linkAccount(account);
    let count = 0;
    const slowly = async () => {
      count++;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { access_token: 'new', expires_in: 3600 };
    };
    const callers = adapters.map((adapter) => providerTokens(adapter, { refresh: { local: slowly } }));
    const found = await Promise.all(
      callers.flatMap(({ getAccessToken }) =>
        [1, 2, 3].map(() => getAccessToken({ userId, provider: 'local' })),
      ),
    );
    expect(count).toBe(1);
    for (const each of found) {
      expect(each?.accessToken).toBe('new');
      expect(Math.abs(Number(each?.expiresAt) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    }
  });
});
