import {
  invalidArgument,
  ownProperties,
  requireFunction,
  requireRow,
  requireText,
} from '../adapter/arguments.ts';
import { type AdapterSource, partsOf } from '../adapter/parts.ts';
import { propertiesOf } from '../database/properties-of.ts';
import type { AccessToken } from './access-token.ts';
import { type AccessTokenRequest, getAccessToken, type Refreshing } from './get-access-token.ts';
import type { RefreshFunction } from './refresh-function.ts';
import { TIMING, type Timing } from './timing.ts';
import { type SignInEvent, signedInAccountOf, updateTokens } from './update-on-sign-in.ts';

/** The options of `providerTokens`; all of them may be left out. */
export interface ProviderTokensOptions {
  /**
   * How to refresh the tokens of a provider, by its id: `oauthRefresh({ ... })`, or a function of your own.
   * @default none: a token is returned while it lives
   */
  readonly refresh?: Readonly<Record<string, RefreshFunction | undefined>> | undefined;
  /**
   * Seconds before its end from which on an access token is replaced.
   * @default 60
   */
  readonly marginSeconds?: number | undefined;
}

/** The functions that keep the tokens of providers up to date; they do not use `this`. */
export interface ProviderTokens {
  /**
   * Stores the tokens of a sign-in, for `events.signIn` in the configuration of Auth.js. One UPDATE.
   *
   * Auth.js stores tokens when an account is linked, and never again. A refresh token is never replaced by none. Details
   * such as a scope that do not fit their column are left out, with a warning, as are tokens with the adapter's option
   * `oversizedTokens: 'drop'`; otherwise a token that does not fit rejects with `VALUE_TOO_LONG`. A sign-in without
   * OAuth tokens, as by e-mail, stores nothing. If it rejects, Auth.js sends the browser to its error page.
   */
  readonly updateOnSignIn: (event: SignInEvent) => Promise<void>;
  /**
   * Returns an access token of a user at a provider, or null if there is none that works.
   *
   * One SELECT while the stored token lives. After that, the provider is asked for a new one, by one caller at a time
   * however many processes want it, and all of them get it; without a `refresh` for the provider, or a refresh token,
   * the result is null. Rejects with `REFRESH_REFUSED` if the provider refuses; with what `refresh` throws if it cannot
   * be asked, and for a few seconds with `REFRESH_FAILED`; with `INVALID_ARGUMENT` if the user has several accounts there
   * and none is named, in a transaction, and for tables without the columns that refreshing needs.
   */
  readonly getAccessToken: (request: AccessTokenRequest) => Promise<AccessToken | null>;
}

/** Makes the functions of `providerTokens`, with other times for tests. */
export function makeProviderTokens(
  adapter: AdapterSource,
  options: ProviderTokensOptions,
  timing: Timing = TIMING,
): ProviderTokens {
  const { marginSeconds = 60, refresh = {} } = requireRow(options, 'options');
  requireMargin(marginSeconds);
  const refreshFunctions = ownProperties(requireRow(refresh, 'refresh'));
  for (const [provider, given] of Object.entries(refreshFunctions))
    if (given !== undefined) requireFunction(given, `refresh.${provider}`);
  const refreshingOf = (provider: string): Refreshing | undefined => {
    const refresh = refreshFunctions[provider];
    return refresh && { refresh, marginSeconds, timing };
  };

  return {
    async updateOnSignIn(event) {
      const { user, account: given } = requireRow(event, 'event');
      const account = signedInAccountOf(given);
      const { id } = propertiesOf(user);
      if (!account || id === undefined) return;
      const userId = requireText(id, 'user.id');
      const { context } = await partsOf(adapter);
      await updateTokens(context, userId, account, refreshingOf(account.provider) !== undefined);
    },

    async getAccessToken(request) {
      const { context } = await partsOf(adapter);
      return getAccessToken(context, request, refreshingOf(request?.provider));
    },
  };
}

function requireMargin(value: unknown): void {
  if (Number.isFinite(value) && Number(value) >= 0) return;
  const got = typeof value === 'number' ? String(value) : undefined;
  throw invalidArgument('marginSeconds', 'be a number of at least 0', value, got);
}
