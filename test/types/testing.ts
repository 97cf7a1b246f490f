// Compiled, never run: what tests see of a sign-in in their editor, and what browsers and fetch take of it.
import type { Adapter, AdapterUser } from '@auth/core/adapters';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { type SignInForTestOptions, signInForTest, type TestSignIn } from 'authjs-drizzle-mysql/testing';
import { createPool } from 'mysql2/promise';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { expectTypeOf } from 'vitest';

declare const adapter: Adapter;
declare const methods: MySqlAdapterMethods;
declare const browser: Browser;
declare const context: BrowserContext;
declare const user: AdapterUser;
const baseUrl = 'http://localhost:3000';

for (const given of [
  adapter,
  methods,
  { ...methods, getUser: adapter.getUser },
  () => adapter,
  async () => methods,
])
  expectTypeOf(signInForTest(given as Adapter, { baseUrl })).resolves.toEqualTypeOf<TestSignIn>();
signInForTest(methods, { baseUrl });
signInForTest({ ...methods, createUser: async () => user }, { baseUrl });
signInForTest(() => methods, { baseUrl });
signInForTest(async () => methods, { baseUrl, nextAuth: 4, maxAgeSeconds: 60, cookieName: undefined });

const ada = await signInForTest(adapter, { baseUrl });
expectTypeOf(ada.user).toEqualTypeOf<AdapterUser>();
expectTypeOf(ada.storageState).toExtend<NonNullable<BrowserContextOptions['storageState']>>();
browser.newContext({ storageState: ada.storageState });
context.addCookies(ada.cookies);
fetch(baseUrl, { headers: ada.headers });
new Request(baseUrl, { headers: { ...ada.headers, accept: 'text/html' } });
expectTypeOf(ada).toExtend<AsyncDisposable>();
{
  await using grace = await signInForTest(adapter, { baseUrl });
  expectTypeOf(grace).toEqualTypeOf<TestSignIn>();
}

expectTypeOf({ baseUrl, user }).toExtend<SignInForTestOptions>();
signInForTest(adapter, { baseUrl, user: { id: 'ada' } });
signInForTest(adapter, { baseUrl, user: { name: 'Ada', role: 'admin' } });
// @ts-expect-error a pool is no adapter
signInForTest(createPool(''), { baseUrl });
// @ts-expect-error nor is what returns one
signInForTest(() => createPool(''), { baseUrl });
// @ts-expect-error await it first
signInForTest(Promise.resolve(adapter), { baseUrl });
// @ts-expect-error nothing is changed of somebody who exists
signInForTest(adapter, { baseUrl, user: { id: 'ada', role: 'admin' } });
// @ts-expect-error a name is text
signInForTest(adapter, { baseUrl, user: { name: 7 } });
// @ts-expect-error the site has an address
signInForTest(adapter, {});
// @ts-expect-error there is no such version
signInForTest(adapter, { baseUrl, nextAuth: 3 });
// @ts-expect-error as Playwright spells it
signInForTest(adapter, { baseURL: baseUrl });
