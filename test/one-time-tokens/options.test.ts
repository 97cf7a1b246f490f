import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { expect, it } from 'vitest';
import { MySqlAdapter as MySqlAdapterOnDrizzle } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { oneTimeTokens } from '../../src/one-time-tokens.ts';
import * as tables from '../../src/schema/production.ts';

/** A pool that is never asked. */
const pool = createPool('mysql://root@127.0.0.1:1/nowhere');
const adapter = MySqlAdapter(pool, { tables });
const refused = (message: string | RegExp) =>
  expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });

const PURPOSE = /^Expected `purpose` to be 1 to 64 letters, digits and dashes, got /;
const AGE = /^Expected `maxAgeSeconds` to be a number above 0, got /;
const LATEST = /^Expected `latestOnly` to be true or false, got /;

const cases: readonly (readonly [options: unknown, message: RegExp])[] = [
  [undefined, /^Expected `options` to be an object, got undefined/],
  [null, /^Expected `options` to be an object, got null/],
  ...[undefined, null, 7, ['reset'], '', 'a b', 'a:b', 'a_b', 'é', 'a\n', 'a\0', 'x'.repeat(65)].map(
    (purpose) => [{ purpose }, PURPOSE] as const,
  ),
  ...[null, '3600', 5n, 0, -1, Number.NaN, Number.POSITIVE_INFINITY].map(
    (maxAgeSeconds) => [{ purpose: 'x', maxAgeSeconds }, AGE] as const,
  ),
  ...[null, 'true', 0].map((latestOnly) => [{ purpose: 'x', latestOnly }, LATEST] as const),
];

it.each(cases)('refuses options that it could not work with: case %#', (options, message) => {
  expect(() => oneTimeTokens(adapter, options as never)).toThrow(refused(message));
});

it.each(['a', '-', 'Password-Reset-2', 'x'.repeat(64)])(
  'takes the purpose %s, and undefined for the rest',
  (purpose) => {
    expect(() =>
      oneTimeTokens(adapter, { purpose, maxAgeSeconds: undefined, latestOnly: undefined }),
    ).not.toThrow();
  },
);

it('takes no options from a prototype that somebody has polluted', () => {
  expect(() => oneTimeTokens(adapter, Object.create({ purpose: 'x' }))).toThrow(refused('`purpose`'));
});

const token = 'A'.repeat(43);

it.each([
  ['what is no adapter', {}, '`adapter` to be what MySqlAdapter'],
  ['a database', pool, '`adapter` to be what MySqlAdapter'],
  [
    'an adapter without the table',
    MySqlAdapterOnDrizzle(drizzle({ client: pool }), {
      usersTable: tables.users,
      accountsTable: tables.accounts,
    }),
    '^Expected `tables.verificationTokens` to be a table, for one-time tokens, got undefined',
  ],
])('refuses %s at its first call', async (_what, given, message) => {
  const { create, use } = oneTimeTokens(given as never, { purpose: 'password-reset' });
  await expect(create('ada@example.com')).rejects.toThrow(refused(message));
  await expect(use('ada@example.com', token)).rejects.toThrow(refused(message));
});

it('asks a function for the adapter at each call, and passes on what it throws', async () => {
  const thrown = new Error('not yet');
  let calls = 0;
  const source = () => {
    calls++;
    throw thrown;
  };
  const { create, use } = oneTimeTokens(source, { purpose: 'password-reset' });
  expect(calls).toBe(0);
  await expect(create('ada@example.com')).rejects.toBe(thrown);
  await expect(use('ada@example.com', token)).rejects.toBe(thrown);
  expect(await use('ada@example.com', 'no token')).toBe(false);
  expect(calls).toBe(2);
});

it('refuses an age that ends after every date', async () => {
  const { create } = oneTimeTokens(adapter, { purpose: 'password-reset', maxAgeSeconds: 1e300 });
  await expect(create('ada@example.com')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});
