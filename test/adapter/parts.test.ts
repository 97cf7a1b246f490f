import { inspect } from 'node:util';
import type { Adapter } from '@auth/core/adapters';
import { Client, cast } from '@planetscale/database';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool as createCallbackPool } from 'mysql2';
import { createPool } from 'mysql2/promise';
import { afterAll, expect, it } from 'vitest';
import { type AdapterSource, partsOf } from '../../src/adapter/parts.ts';
import { MySqlAdapter } from '../../src/index.ts';
import { MySqlAdapter as MySqlAdapterOnPool } from '../../src/mysql2.ts';
import { MySqlAdapter as MySqlAdapterOnClient } from '../../src/planetscale.ts';
import * as schema from '../../src/schema/index.ts';

// Never connected.
const pool = createPool('mysql://root:hunter2@127.0.0.1:1/x');
const callbackPool = createCallbackPool('mysql://root:hunter2@127.0.0.1:1/x');
afterAll(() => Promise.all([pool.end(), callbackPool.promise().end()]));
const db = drizzle({ client: pool });
const url = 'https://root:hunter2@db.example';
const adapter = MySqlAdapter(db);
const symbol = Symbol.for('authjs-drizzle-mysql');

/** Returns the adapter in a Proxy that makes an async function of each of its functions, as one that logs calls does. */
const watched = (): Adapter =>
  new Proxy(adapter, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      return typeof value === 'function' ? async (...args: unknown[]) => value(...args) : value;
    },
  });

it.each([
  ['a database', () => MySqlAdapter(db)],
  ['a function that returns one', () => MySqlAdapter(async () => db)],
  [
    "tables by the names of Auth.js's own adapter",
    () => MySqlAdapter(db, { usersTable: schema.users, accountsTable: schema.accounts }),
  ],
  ['a pool', () => MySqlAdapterOnPool(pool)],
  ['a pool with callbacks', () => MySqlAdapterOnPool(callbackPool)],
  ['a client', () => MySqlAdapterOnClient(new Client({ url }))],
  ['a client with settings of its own', () => MySqlAdapterOnClient(new Client({ url, cast }))],
  ['a client without an address', () => MySqlAdapterOnClient(new Client({}))],
])('finds the parts of an adapter on %s', async (_on, make: () => Adapter) => {
  const made = make();
  const { context, methods } = await partsOf(made);
  expect(context.tables.users).toBe(schema.users);
  expect(methods).toEqual(Object.fromEntries(Object.entries(made)));
  expect(Object.keys(methods)).toContain('createUser');
});

it.each<[string, AdapterSource]>([
  ['a spread copy', { ...adapter }],
  ['an assigned copy', Object.assign({}, adapter)],
  ['a copy of a copy', { ...{ ...adapter } }],
  ['an object that inherits from it', Object.create(adapter)],
  ['a Proxy', new Proxy(adapter, {})],
  ['a Proxy that makes every function an async one', watched()],
  ['a copy of such a Proxy', { ...watched() }],
  ['a function', () => adapter],
  ['a function that promises one', async () => ({ ...adapter })],
])('finds the same parts from %s', async (_from, given) => {
  expect(await partsOf(given)).toBe(await partsOf(adapter));
});

it('calls a function that returns adapters once each time, and passes on what it throws', async () => {
  let calls = 0;
  const source = () => {
    calls += 1;
    return MySqlAdapter(db);
  };
  expect(await partsOf(source)).not.toBe(await partsOf(source));
  expect(calls).toBe(2);
  const failure = new Error('no environment here');
  await expect(partsOf(() => Promise.reject(failure))).rejects.toBe(failure);
});

it("keeps the adapter's own methods, whoever replaces them, in a copy or in the adapter itself", async () => {
  const made = MySqlAdapter(db);
  const { getUser } = made;
  const replaced = async () => null;
  expect((await partsOf({ ...made, getUser: replaced })).methods.getUser).toBe(getUser);
  made.getUser = replaced;
  expect((await partsOf(made)).methods.getUser).toBe(getUser);
});

it('gives Auth.js, which calls every key, nothing but methods', () => {
  expect(Object.keys(adapter)).toContain('getSessionAndUser');
  for (const key in adapter) expect(typeof adapter[key as keyof Adapter], key).toBe('function');
  expect(Object.getOwnPropertySymbols(adapter)).toEqual([symbol]);
});

it('shows no password to what prints or copies an adapter', async () => {
  expect(inspect(db, { depth: 10 })).toContain('hunter2');
  for (const shown of [adapter, { adapter: { ...adapter } }, await partsOf(adapter)]) {
    expect(inspect(shown, { depth: 10, showHidden: true, getters: true })).not.toContain('hunter2');
    expect(() => structuredClone(shown)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  }
  expect(JSON.stringify(adapter)).toBe('{}');
});

it.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a string', 'mysql://root:hunter2@db'],
  ['an object', { createUser: adapter.createUser }],
  ['an object', Object.fromEntries(Object.entries(adapter))],
  ['an object', { ...adapter, [symbol]: 'hunter2' }],
  ['a promise: await it first', Promise.resolve(adapter)],
  ['undefined', () => undefined],
  ['an instance of PromisePool', async () => pool],
])('refuses what is no adapter of this package: %s, case %#', async (got, given) => {
  await expect(partsOf(given as AdapterSource)).rejects.toMatchObject({
    name: 'MySqlAdapterError',
    code: 'INVALID_ARGUMENT',
    message: `Expected \`adapter\` to be what MySqlAdapter() returned, a copy made with { ...adapter }, or a function that returns one, got ${got}.`,
  });
});

it.each([
  ['1, not 2', { version: 1 }],
  ['NaN, not 2', { version: 'hunter2' }],
  ['NaN, not 2', undefined],
])('refuses an adapter of another version: %s', async (versions, parts) => {
  await expect(partsOf({ ...adapter, [symbol]: () => parts } as Adapter)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: `Expected \`adapter\` to come from the same version of authjs-drizzle-mysql (see \`npm ls authjs-drizzle-mysql\`), got one of another version (${versions}).`,
  });
});
