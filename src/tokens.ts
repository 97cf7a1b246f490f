/**
 * The tokens of providers: stored at each sign-in, and refreshed by one caller at a time.
 *
 * @module authjs-drizzle-mysql/tokens
 */

import type { AdapterSource } from './adapter/parts.ts';
import {
  makeProviderTokens,
  type ProviderTokens,
  type ProviderTokensOptions,
} from './tokens/provider-tokens.ts';

export type { AdapterSource, AnyAdapter } from './adapter/parts.ts';
export type { AccessToken } from './tokens/access-token.ts';
export type { AccessTokenRequest } from './tokens/get-access-token.ts';
export { type ClientAuthentication, type OAuthRefreshOptions, oauthRefresh } from './tokens/oauth-refresh.ts';
export type { ProviderTokens, ProviderTokensOptions } from './tokens/provider-tokens.ts';
export type { RefreshFunction, RefreshRequest } from './tokens/refresh-function.ts';
export type { HandedOut } from './tokens/token-update.ts';
export type { SignedInAccount, SignInEvent } from './tokens/update-on-sign-in.ts';

/**
 * Makes the functions that keep the tokens of providers up to date: at each sign-in, and when an access token ends.
 *
 * They use the tables and the database of the adapter. Refreshing needs two columns of `accounts`, `refresh_lease` and
 * `refresh_lease_until`, which the production tables have. Throws `INVALID_ARGUMENT` for options that cannot be used.
 *
 * @example
 * const tokens = providerTokens(adapter, {
 *   refresh: { google: oauthRefresh({ tokenEndpoint: 'https://oauth2.googleapis.com/token', clientId, clientSecret }) },
 * });
 * const config = { adapter, providers: [Google], events: { signIn: tokens.updateOnSignIn } };
 * const google = await tokens.getAccessToken({ userId: session.user.id, provider: 'google' });
 */
export function providerTokens(adapter: AdapterSource, options: ProviderTokensOptions = {}): ProviderTokens {
  return makeProviderTokens(adapter, options);
}
