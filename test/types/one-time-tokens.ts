// Compiled, never run: which adapters make tokens, and what the functions take and return.
import type { Adapter } from '@auth/core/adapters';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import {
  type AdapterSource,
  type AnyAdapter,
  type OneTimeTokens,
  type OneTimeTokensOptions,
  oneTimeTokens,
} from 'authjs-drizzle-mysql/one-time-tokens';
import { createPool } from 'mysql2/promise';
import { expectTypeOf } from 'vitest';

declare const adapter: Adapter;
declare const methods: MySqlAdapterMethods;
const options: OneTimeTokensOptions = { purpose: 'password-reset' };

for (const given of [adapter, methods, () => adapter, async () => methods])
  expectTypeOf(oneTimeTokens(given, options)).toEqualTypeOf<OneTimeTokens>();
oneTimeTokens({ ...methods, createUser: adapter.createUser }, options);
oneTimeTokens(adapter, { purpose: 'x', maxAgeSeconds: undefined, latestOnly: undefined });
oneTimeTokens(adapter, { purpose: 'x', maxAgeSeconds: 60, latestOnly: false });
expectTypeOf<AnyAdapter>().toExtend<AdapterSource>();

const { create, use } = oneTimeTokens(adapter, options);
expectTypeOf(create).toEqualTypeOf<(identifier: string) => Promise<string>>();
expectTypeOf(use).toEqualTypeOf<(identifier: string, token: string) => Promise<boolean>>();

// @ts-expect-error a purpose has to be named
oneTimeTokens(adapter, {});
// @ts-expect-error options have to be given
oneTimeTokens(adapter);
// @ts-expect-error seconds are a number
oneTimeTokens(adapter, { purpose: 'x', maxAgeSeconds: '1h' });
// @ts-expect-error there is no such option
oneTimeTokens(adapter, { purpose: 'x', maxAge: 60 });
// @ts-expect-error a pool is no adapter
oneTimeTokens(createPool(''), options);
// @ts-expect-error nobody is named by undefined
create(undefined);
// @ts-expect-error what a form may lack has to be asked for first
use('ada@example.com', new FormData().get('token'));
