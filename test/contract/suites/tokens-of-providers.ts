import type { AdapterAccount } from '@auth/core/adapters';
import { eq } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import type { MySqlAdapterOptions } from '../../../src/index.ts';
import * as basicTables from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newAccount, newUser, signIn, unique } from '../../support/rows/samples.ts';

const { accounts } = basicTables;
const short = ['access_token', 'refresh_token', 'oauth_token', 'oauth_token_secret'];

/** Each column for a token, with how much it holds. */
const limits = [
  ...short.map((column) => ({ column, max: 255, unit: 'characters', lengths: [256, 2_000, 16_000] })),
  { column: 'id_token', max: 65_535, unit: 'bytes', lengths: [65_536, 70_000] },
];

export function tokensOfProvidersContract(backend: () => OpenBackend): void {
  const rowsOf = ({ providerAccountId }: AdapterAccount) =>
    backend().db.select().from(accounts).where(eq(accounts.providerAccountId, providerAccountId));
  const newPerson = async () => newAccount((await backend().adapter().createUser(newUser())).id);

  it.each(limits)('refuses a $column of more than $max $unit, and links nothing', async (limit) => {
    const { column, max, unit, lengths } = limit;
    const person = await newPerson();
    for (const length of lengths) {
      const account = { ...person, [column]: 'hunter2'.padEnd(length, 't') };
      const linked = backend().adapter().linkAccount(account);
      const error = await linked.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'VALUE_TOO_LONG', table: 'accounts', column });
      const message = `Expected \`${column}\` of table accounts to have at most ${max} ${unit}, got ${length}:`;
      expect(String(error)).toContain(message);
      expect(String(error)).not.toContain('hunter2');
      expect(await rowsOf(account)).toEqual([]);
    }
  });

  it('names the wider tables to whoever passed none, for what they have room for', async () => {
    const person = await newPerson();
    const wider =
      / No `tables` were passed; those of authjs-drizzle-mysql\/schema\/production have wider columns\.$/;
    const messageOf = (options: MySqlAdapterOptions, more: object) =>
      backend()
        .adapter(options)
        .linkAccount({ ...person, ...more })
        .catch(({ message }: Error) => message);
    const tooLong = [...limits, { column: 'providerAccountId', lengths: [256] }].map(
      ({ column, lengths: [length] }) => ({ [column]: 't'.repeat(length ?? 0) }),
    );
    for (const more of tooLong) {
      expect(await messageOf({}, more)).toMatch(wider);
      expect(await messageOf({ tables: basicTables }, more)).toMatch(/shorten the value\.$/);
    }
    expect(await messageOf({}, { provider: 'p'.repeat(256) })).toMatch(/shorten the value\.$/);
    expect(await messageOf({}, { access_token: {} })).toMatch(/got an object\.?$/);
  });

  it.each(limits)('keeps a $column that just fits', async ({ column, max, unit }) => {
    const account = await newPerson();
    // Four bytes each, so that a limit in bytes holds a quarter as many.
    const emoji = '😀'.repeat(unit === 'bytes' ? Math.floor(max / 4) : max);
    for (const value of ['t'.repeat(max), emoji]) {
      const given = { ...account, providerAccountId: unique('account'), [column]: value };
      const adapter = backend().adapter();
      const linked = await adapter.linkAccount(given);
      expect(linked).toMatchObject(given);
      expect(await rowsOf(given)).toMatchObject([given]);
      expect(await adapter.getAccount(given.providerAccountId, given.provider)).toEqual(linked);
    }
  });

  it('leaves out what is too long where that is wanted, with one warning per column, and signs in', async () => {
    const warn = vi.fn();
    const adapter = backend().adapter({ oversizedTokens: 'drop', logger: { warn } });
    const tooLong = Object.fromEntries(
      limits.map(({ column, lengths: [length] }) => [column, 't'.repeat(length ?? 0)]),
    );
    const none = Object.fromEntries(limits.map(({ column }) => [column, null]));
    for (const _ of [1, 2]) {
      const user = await adapter.createUser(newUser());
      const given = { ...newAccount(user.id), ...tooLong, token_type: 'bearer' as const, expires_at: 1 };
      const linked = await adapter.linkAccount(given);
      expect(linked).toEqual({ ...given, ...none, scope: null, session_state: null });
      expect(await rowsOf(given)).toMatchObject([none]);
      expect(await adapter.getAccount(given.providerAccountId, given.provider)).toEqual(linked);
      const { sessionToken } = await signIn(adapter, user.id);
      expect((await adapter.getSessionAndUser(sessionToken))?.user).toEqual(user);
    }
    const warnings = limits.map(({ column, max, unit, lengths: [length] }) => {
      const what = `A value does not fit accounts.${column} and was left out.`;
      return `${what} Expected \`${column}\` of table accounts to have at most ${max} ${unit}, got ${length}:`;
    });
    const known = warn.mock.calls.flat().map((message) => message.replace(/: widen the column .*/, ':'));
    expect(known.sort()).toEqual(warnings.sort());
  });

  it('leaves out nothing that fits, and nothing that says whose account it is', async () => {
    const warn = vi.fn();
    const adapter = backend().adapter({ oversizedTokens: 'drop', logger: { warn } });
    const account = await newPerson();
    const fits = { ...account, access_token: 't'.repeat(255), id_token: 't'.repeat(65_535) };
    expect(await adapter.linkAccount(fits)).toMatchObject(fits);
    for (const column of ['provider', 'providerAccountId', 'type']) {
      const other = { ...account, providerAccountId: unique('account'), [column]: 't'.repeat(256) };
      const linked = adapter.linkAccount(other);
      await expect(linked).rejects.toMatchObject({ code: 'VALUE_TOO_LONG' });
    }
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    [2_147_483_647, 2_147_483_647],
    ['1893456000', 1_893_456_000],
    [0, 0],
    [-1, -1],
  ])('keeps an expires_at of %j', async (value, kept) => {
    const adapter = backend().adapter();
    const given = { ...(await newPerson()), expires_at: value as number };
    const linked = await adapter.linkAccount(given);
    expect(linked.expires_at).toBe(kept);
    expect(await rowsOf(given)).toMatchObject([{ expires_at: kept }]);
    expect(await adapter.getAccount(given.providerAccountId, given.provider)).toEqual(linked);
  });

  it('accepts the whole answer of Keycloak, whatever it has that no column is for', async () => {
    const given = {
      ...(await newPerson()),
      ...{
        type: 'oidc',
        provider: 'keycloak',
        access_token: 'access',
        expires_in: 300,
        expires_at: 1_893_456_000,
      },
      ...{ refresh_expires_in: 1_800, refresh_token: 'refresh', token_type: 'Bearer', id_token: 'id' },
      ...{ 'not-before-policy': 0, session_state: crypto.randomUUID(), scope: 'openid email profile' },
      ...{ extra: { nested: ['x'] }, id: 1, created_at: 'never', "'; drop table accounts; --": 1 },
    } as const;
    const adapter = backend().adapter();
    const linked = await adapter.linkAccount(given as never);
    expect(linked).toMatchObject({ session_state: given.session_state, refresh_token: 'refresh' });
    expect(Object.keys(linked)).not.toContain('not-before-policy');
    expect(await adapter.getAccount(given.providerAccountId, 'keycloak')).toEqual(linked);
  });

  it.each([{}, ['x'], Buffer.from('x'), true, 'half an emoji: \ud83d'])(
    'refuses what is no text where a token belongs, or leaves it out: case %#',
    async (token) => {
      const given = { ...(await newPerson()), access_token: token as never };
      const refused = backend().adapter().linkAccount(given);
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', column: 'access_token' });
      expect(await rowsOf(given)).toEqual([]);
      const adapter = backend().adapter({ oversizedTokens: 'drop', logger: { warn: () => {} } });
      const again = { ...(await newPerson()), access_token: token as never };
      expect(await adapter.linkAccount(again)).toMatchObject({ access_token: null });
      expect(await rowsOf(again)).toMatchObject([{ access_token: null }]);
    },
  );
}
