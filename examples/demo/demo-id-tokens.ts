import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { oauthRefresh, type ProviderTokens, providerTokens } from 'authjs-drizzle-mysql/tokens';
import type { OpenIdProvider } from './settings.ts';

/** Returns the access tokens of Demo ID, which last a minute there; `onRefresh` is called when a new one is asked for. */
export function demoIdTokens(
  { issuer, clientId, clientSecret }: OpenIdProvider,
  adapter: MySqlAdapterMethods,
  onRefresh: () => void = () => {},
): ProviderTokens {
  const refresh = oauthRefresh({ tokenEndpoint: `${issuer}/token`, clientId, clientSecret });
  return providerTokens(adapter, {
    marginSeconds: 5,
    refresh: {
      'demo-id': (request) => {
        onRefresh();
        return refresh(request);
      },
    },
  });
}
