import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Configuration, Provider } from 'oidc-provider';
import type { OpenIdProvider } from '../settings.ts';
import { problemPage } from './pages.ts';
import type { People } from './people.ts';
import { withoutWarnings } from './quiet.ts';

/** The site that people come from, and the paths on it that they may be sent back to. */
interface Client {
  readonly site: string;
  readonly callbackPaths: readonly string[];
}

/** Makes the provider, with one client and our own pages for login and consent. */
export function createProvider(openId: OpenIdProvider, people: People, client: Client): Promise<Provider> {
  return withoutWarnings(async () => {
    const { Provider } = await import('oidc-provider');
    return new Provider(openId.issuer, configuration(openId, people, client));
  });
}

function configuration(
  { clientId, clientSecret }: OpenIdProvider,
  people: People,
  { site, callbackPaths }: Client,
): Configuration {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: callbackPaths.map((path) => site + path),
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'picture'], email: ['email', 'email_verified'] },
    // Auth.js reads who a person is from the ID token and asks for nothing more.
    conformIdTokenClaims: false,
    findAccount: (_, sub) => accountOf(people, sub),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    // Each is good once: whoever uses one gets the next with the new access token.
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    ttl: {
      AccessToken: MINUTE, // short, so that a site has to refresh it
      AuthorizationCode: 60,
      Grant: DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: DAY,
      Session: DAY,
    },
    renderError: async (ctx, { error_description }) => {
      ctx.type = 'html';
      ctx.body = String(await problemPage(error_description ?? 'The request was not understood.', site));
    },
  };
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function accountOf(people: People, sub: string) {
  const person = people.find(sub);
  return person && { accountId: sub, claims: () => ({ ...person, email_verified: true }) };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
}
