import type { EmailConfig, OAuthConfig } from '@auth/core/providers';
import type { Visitor } from './visitor.ts';

/** A person as an OAuth provider describes them. */
export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
}

/** Configures sign-in by e-mail link; the last link to an address is kept in `links`. */
export const byLink = (links: Map<string, string>): EmailConfig => ({
  id: 'email',
  type: 'email',
  name: 'E-mail',
  from: 'app@example.com',
  maxAge: 3600,
  sendVerificationRequest: ({ identifier, url }) => void links.set(identifier, url),
});

/** Configures sign-in at the OAuth server of a URL. */
export const atProvider = (url: string): OAuthConfig<Person> => ({
  id: 'local',
  type: 'oauth',
  name: 'Local',
  clientId: 'app',
  clientSecret: 'secret',
  issuer: url,
  checks: ['state'],
  authorization: `${url}/authorize`,
  token: `${url}/token`,
  userinfo: `${url}/userinfo`,
  profile: ({ sub, name, email }) => ({ id: sub, name, email }),
});

/** Follows the last link that was sent to an address. */
export function followLink(visitor: Visitor, links: Map<string, string>, address: string): Promise<Response> {
  const { pathname, search } = new URL(links.get(address) ?? '');
  return visitor.get(pathname + search);
}

/** Signs in at the provider, which lets in whom its server names. */
export async function signInAtProvider(visitor: Visitor): Promise<Response> {
  const redirect = await visitor.post('/auth/signin/local');
  const state = new URL(redirect.headers.get('location') ?? '').searchParams.get('state') ?? '';
  return visitor.get(`/auth/callback/local?${new URLSearchParams({ code: 'code', state })}`);
}
