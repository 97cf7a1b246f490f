// Compiled, never run: what fits an event of Auth.js, and what a caller sees of an access token.
import type { AuthConfig } from '@auth/core';
import type { Adapter } from '@auth/core/adapters';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import {
  type AccessToken,
  oauthRefresh,
  type ProviderTokens,
  providerTokens,
  type RefreshFunction,
} from 'authjs-drizzle-mysql/tokens';
import { createPool } from 'mysql2/promise';
import { expectTypeOf } from 'vitest';

declare const adapter: Adapter;
declare const methods: MySqlAdapterMethods;
declare const userId: string;
const tokenEndpoint = 'https://login.example.com/token';

for (const given of [adapter, methods, () => adapter, async () => methods])
  expectTypeOf(providerTokens(given as Adapter)).toEqualTypeOf<ProviderTokens>();
providerTokens(
  { ...methods, createUser: adapter.createUser },
  { marginSeconds: undefined, refresh: undefined },
);
providerTokens(async () => methods, { marginSeconds: 0, refresh: { own: () => ({ access_token: 'x' }) } });

const { updateOnSignIn, getAccessToken } = providerTokens(adapter);
expectTypeOf(updateOnSignIn).toExtend<NonNullable<NonNullable<AuthConfig['events']>['signIn']>>();
export const events: AuthConfig['events'] = { signIn: updateOnSignIn };
updateOnSignIn({ user: { id: userId } });
updateOnSignIn({ user: {}, account: null });
updateOnSignIn({
  user: { id: userId },
  account: { type: 'oauth', provider: 'google', providerAccountId: '1', access_token: 'x', expires_at: 1 },
});
// @ts-expect-error an account is named by its provider and its id
updateOnSignIn({ user: { id: userId }, account: { access_token: 'x' } });

expectTypeOf(getAccessToken({ userId, provider: 'google' })).resolves.toEqualTypeOf<AccessToken | null>();
expectTypeOf<AccessToken>().toEqualTypeOf<{
  readonly accessToken: string;
  readonly expiresAt: Date | null;
  readonly scope: string | null;
}>();
getAccessToken({ userId, provider: 'google', providerAccountId: undefined, refusedToken: undefined });
// @ts-expect-error a provider has to be named
getAccessToken({ userId });
// @ts-expect-error nobody is named by undefined
getAccessToken({ userId: undefined, provider: 'google' });

expectTypeOf(oauthRefresh({ tokenEndpoint, clientId: 'x' })).toEqualTypeOf<RefreshFunction>();
oauthRefresh({ tokenEndpoint: new URL(tokenEndpoint), clientId: 'x', clientSecret: undefined });
// @ts-expect-error there is no such way
oauthRefresh({ tokenEndpoint, clientId: 'x', clientAuthentication: 'private_key_jwt' });
// @ts-expect-error a client has an id
oauthRefresh({ tokenEndpoint });
providerTokens(adapter, {
  refresh: {
    own: async ({ refreshToken, signal }) => {
      expectTypeOf(refreshToken).toEqualTypeOf<string>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      return (await fetch(tokenEndpoint, { signal, body: refreshToken })).json();
    },
    unset: undefined,
  },
});
// @ts-expect-error a refresh is a function
providerTokens(adapter, { refresh: { google: tokenEndpoint } });
// @ts-expect-error a pool is no adapter
providerTokens(createPool(''));
