// Compiled, never run: keys for tokens, and what encrypting all of them returns.
import type { Adapter } from '@auth/core/adapters';
import { type Keyring, type KeyringOptions, keyring, type MySqlAdapterOptions } from 'authjs-drizzle-mysql';
import { type Reencrypted, type ReencryptOptions, reencryptTokens } from 'authjs-drizzle-mysql/maintenance';
import type { accounts } from 'authjs-drizzle-mysql/schema/production';
import { expectTypeOf } from 'vitest';

declare const adapter: Adapter;

const keys = keyring({ current: 'a', keys: { a: process.env.TOKENS_KEY, b: undefined } });
expectTypeOf(keys).toEqualTypeOf<Keyring>();
keyring({ current: null, keys: {} });
export const options: MySqlAdapterOptions = { encryptOAuthTokens: keys };
expectTypeOf<MySqlAdapterOptions['encryptOAuthTokens']>().toEqualTypeOf<Keyring | undefined>();
// @ts-expect-error: the options are no keyring.
export const wrong: MySqlAdapterOptions = { encryptOAuthTokens: { current: 'a', keys: {} } };
// @ts-expect-error: a key has to be named, or null.
keyring({ keys: {} });
expectTypeOf<KeyringOptions['current']>().toEqualTypeOf<string | null>();

// A row stays what it is.
declare const row: typeof accounts.$inferSelect;
expectTypeOf(await keys.open(row, row)).toEqualTypeOf<typeof row>();
expectTypeOf(await keys.seal({ id_token: 'x' }, row)).toEqualTypeOf<{ id_token: string }>();
// @ts-expect-error: without the account, it would open nowhere.
keys.open(row, { provider: 'google' });

expectTypeOf(reencryptTokens(adapter)).toEqualTypeOf<Promise<Reencrypted>>();
reencryptTokens(() => adapter, {
  batchSize: 100,
  signal: undefined,
  onProgress: ({ accounts: count, reencrypted, skipped, done }) =>
    expectTypeOf([count, reencrypted, skipped, Number(done)]).toEqualTypeOf<number[]>(),
} satisfies ReencryptOptions);
