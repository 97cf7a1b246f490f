import { eq, sql } from 'drizzle-orm';
import { int, json, varchar } from 'drizzle-orm/mysql-core';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { createTables } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newAccount, newUser, signIn } from '../../support/rows/samples.ts';

/**
 * Tables whose schema promises more than the database keeps: there, `name` has no letters beyond three bytes, `image`
 * and `scope` are short, and `expires_at` ends in 2038.
 */
const tables = createTables({
  base: 'production',
  prefix: 'narrow_',
  extend: {
    users: { nickname: varchar('nickname', { length: 10 }) },
    accounts: {
      refresh_token_expires_in: int('refresh_token_expires_in'),
      profile: json('profile'),
      tenant: varchar('tenant', { length: 5 }).notNull().default('none'),
    },
  },
});

const createNarrowTables = [
  sql`create table narrow_users like users`,
  sql`alter table narrow_users modify name varchar(255) character set utf8mb3, add nickname varchar(10)`,
  sql`create table narrow_accounts like accounts`,
  sql`alter table narrow_accounts add refresh_token_expires_in int, add profile json, add tenant varchar(5) not null default 'none'`,
  sql`create table narrow_sessions like sessions`,
  sql`create table narrow_verification_tokens like verification_tokens`,
];

const HALF = 'Ada \ud83d';
const tooLong = 'x'.repeat(256);

/** Optional details of a row keep nobody out. */
export function optionalDetailsContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    for (const statement of createNarrowTables) await backend().db.execute(statement);
  });

  /** Makes an adapter that records its warnings. */
  function newAdapter(options: { readonly isNarrow?: boolean; readonly dropsTokens?: boolean } = {}) {
    const warn = vi.fn();
    const { isNarrow, dropsTokens } = options;
    const adapter = backend().adapter({
      ...(isNarrow && { tables: { ...tables, authenticators: undefined } }),
      oversizedTokens: dropsTokens ? 'drop' : 'reject',
      logger: { warn },
    });
    const warnings = () => warn.mock.calls.map(([message]) => /fit ([\w.]+) and/.exec(message)?.[1]);
    return { adapter, warnings };
  }

  it.each([HALF, 'x'.repeat(300), '👩‍👩‍👧‍👦'.repeat(100), {}, ['Ada'], true, Number.NaN, () => 'Ada'])(
    'keeps nobody out by a name that does not fit: case %#',
    async (name) => {
      const { adapter, warnings } = newAdapter();
      const user = await adapter.createUser(newUser({ name: name as never }));
      expect(user.name).toBeNull();
      const { sessionToken } = await signIn(adapter, user.id);
      expect(await adapter.getSessionAndUser(sessionToken)).toMatchObject({ user });
      await adapter.createUser(newUser({ name: name as never }));
      expect(warnings()).toEqual(['users.name']);
    },
  );

  it('rounds only numbers', async () => {
    const { adapter } = newAdapter();
    const { id, name } = await adapter.createUser(newUser({ name: '1.5' }));
    const linked = await adapter.linkAccount(newAccount(id, { scope: '2.5' }));
    expect([name, linked.scope]).toEqual(['1.5', '2.5']);
  });

  it('refuses in an update what does not fit, which would erase what is there', async () => {
    const { adapter, warnings } = newAdapter({ isNarrow: true });
    const user = await adapter.createUser(newUser());
    for (const changes of [{ name: HALF }, { name: '🦊' }, { name: {} }, { name: tooLong }]) {
      const code = expect.stringMatching(/^(INVALID_ARGUMENT|VALUE_TOO_LONG)$/);
      const updated = adapter.updateUser({ id: user.id, image: null, ...(changes as object) });
      await expect(updated).rejects.toMatchObject({ code, column: 'name' });
    }
    expect(await adapter.getUser(user.id)).toEqual(user);
    expect(warnings()).toEqual([]);
  });

  it.each([
    [3599.97, 3599],
    ['3599.97', 3599],
    [-0.5, -1],
    ['1893456000', 1_893_456_000],
    [2_147_483_647.9, 2_147_483_647],
  ])('rounds an expires_at of %j down to %j', async (expires_at, stored) => {
    const { adapter, warnings } = newAdapter();
    const { id } = await adapter.createUser(newUser());
    const account = newAccount(id, { expires_at: expires_at as number });
    const linked = await adapter.linkAccount(account);
    expect(linked.expires_at).toBe(stored);
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toEqual(linked);
    expect(warnings()).toEqual([]);
  });

  it.each([2_147_483_648, '4102444800', Number.NaN, Number.POSITIVE_INFINITY, '', 'soon', new Date(), true])(
    'keeps nobody out by an expires_at that an int cannot hold: case %#',
    async (expires_at) => {
      const { adapter, warnings } = newAdapter();
      const { id } = await adapter.createUser(newUser());
      const account = newAccount(id, { expires_at: expires_at as number });
      expect(await adapter.linkAccount(account)).toMatchObject({ expires_at: null });
      expect(warnings()).toEqual(['accounts.expires_at']);
    },
  );

  it.each(['token_type', 'scope', 'session_state'])(
    'keeps nobody out by a %s that does not fit, whatever becomes of tokens',
    async (column) => {
      for (const dropsTokens of [false, true]) {
        const { adapter, warnings } = newAdapter({ dropsTokens });
        for (const value of [tooLong, HALF, ['a', 'b'], {}, false]) {
          const { id } = await adapter.createUser(newUser());
          const account = newAccount(id, { [column]: value });
          const linked = await adapter.linkAccount(account);
          expect(linked).toMatchObject({ userId: id, [column]: null });
          expect(await adapter.getAccount(account.providerAccountId, account.provider)).toEqual(linked);
        }
        expect(warnings()).toEqual([`accounts.${column}`]);
      }
    },
  );

  it('keeps nobody out by what a provider adds for a column of your own, which may have a default', async () => {
    const { adapter, warnings } = newAdapter({ isNarrow: true });
    const { id } = await adapter.createUser(newUser());
    const added = { refresh_token_expires_in: 15_897_600.5 };
    expect(await adapter.linkAccount({ ...newAccount(id), ...added } as never)).toMatchObject({
      refresh_token_expires_in: 15_897_600,
    });
    const never = { ...newAccount(id), refresh_token_expires_in: 'never' };
    expect(await adapter.linkAccount(never as never)).toMatchObject({ refresh_token_expires_in: null });
    expect(warnings()).toEqual(['narrow_accounts.refresh_token_expires_in']);
    const profiles = [{ name: HALF }, { [HALF]: ['x'] }, { name: '\\ud83d, written out: \\\\ud83d' }];
    for (const [number, profile] of profiles.entries()) {
      const linked = await adapter.linkAccount({ ...newAccount(id), profile } as never);
      expect(linked).toMatchObject({ profile: number < 2 ? null : profile });
    }
    for (const tenant of ['too long', null]) {
      const account = { ...newAccount(id), tenant };
      await adapter.linkAccount(account as never);
      const { providerAccountId, provider } = account;
      expect(await adapter.getAccount(providerAccountId, provider)).toMatchObject({ tenant: 'none' });
    }
    expect(warnings().at(-1)).toBe('narrow_accounts.tenant');
  });

  it('refuses what does not fit a column of your own of users, which says more than what decorates', async () => {
    const { adapter } = newAdapter({ isNarrow: true });
    const refused = adapter.createUser({ ...newUser(), nickname: tooLong } as never);
    await expect(refused).rejects.toMatchObject({ code: 'VALUE_TOO_LONG', column: 'nickname' });
  });

  it('stores null where only the database knows that a name, a picture or a scope does not fit', async () => {
    const { adapter, warnings } = newAdapter({ isNarrow: true });
    const given = newUser({ name: 'Ada 🦊', image: tooLong });
    const user = await adapter.createUser(given);
    expect(user).toMatchObject({ name: null, image: null, email: given.email });
    expect(await adapter.getUser(user.id)).toEqual(user);
    // Letters of three bytes fit, so this name stays, though the picture goes.
    expect(await adapter.createUser(newUser({ name: 'Ada 爱', image: tooLong }))).toMatchObject({
      name: 'Ada 爱',
      image: null,
    });
    const account = newAccount(user.id, { scope: tooLong, expires_at: 4_102_444_800, token_type: 'bearer' });
    const linked = await adapter.linkAccount(account);
    expect(linked).toMatchObject({ scope: null, expires_at: null, token_type: 'bearer' });
    expect(await adapter.getAccount(account.providerAccountId, account.provider)).toMatchObject(linked);
    expect(warnings().sort()).toEqual([
      ...['narrow_accounts.expires_at', 'narrow_accounts.scope'],
      ...['narrow_users.image', 'narrow_users.name'],
    ]);
  });

  it('refuses a token where only the database knows that it does not fit, or leaves it out', async () => {
    for (const dropsTokens of [false, true]) {
      const { adapter, warnings } = newAdapter({ isNarrow: true, dropsTokens });
      const { id } = await adapter.createUser(newUser());
      const account = newAccount(id, { access_token: tooLong, scope: tooLong });
      const linked = adapter.linkAccount(account);
      if (dropsTokens) await expect(linked).resolves.toMatchObject({ access_token: null, scope: null });
      else await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG', column: 'access_token' });
      const dropped = ['narrow_accounts.access_token', 'narrow_accounts.scope'];
      expect(warnings()).toEqual(dropsTokens ? dropped : []);
    }
  });

  it('names no wider tables where only the database knows that a token does not fit', async () => {
    await backend().db.execute(sql`alter table accounts modify oauth_token varchar(9)`);
    onTestFinished(async () => {
      await backend().db.execute(sql`alter table accounts modify oauth_token varchar(255)`);
    });
    const adapter = backend().adapter();
    const { id } = await adapter.createUser(newUser());
    const linked = adapter.linkAccount(newAccount(id, { oauth_token: 't'.repeat(10) }));
    await expect(linked).rejects.toThrow(/too long .* table accounts\.$/);
  });

  it('names the column where only the database knows that an address does not fit, and writes nothing', async () => {
    await backend().db.execute(sql`create table short_users like users`);
    await backend().db.execute(sql`alter table short_users modify email varchar(20) character set utf8mb3`);
    const users = createTables({ prefix: 'short_' }).users;
    const adapter = backend().adapter({ tables: { ...tables, users, authenticators: undefined } });
    for (const [email, code] of [
      [`${'x'.repeat(30)}@example.com`, 'VALUE_TOO_LONG'],
      ['🦊@example.com', 'INVALID_ARGUMENT'],
    ] as const) {
      const refused = adapter.createUser(newUser({ email }));
      await expect(refused).rejects.toMatchObject({ code, table: 'short_users', column: 'email' });
    }
    expect(await backend().db.$count(users, eq(users.name, 'Ada Lovelace'))).toBe(0);
  });
}
