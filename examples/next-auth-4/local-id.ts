import type { OAuthConfig } from 'next-auth/providers/oauth';

/** An OpenID provider: `next-auth` 4 wants all of this for one that it has no file for. */
export const localId: OAuthConfig<{ sub: string; name: string; email: string }> = {
  id: 'oidc',
  name: 'Local ID',
  type: 'oauth',
  wellKnown: `${process.env.AUTH_OIDC_ISSUER}/.well-known/openid-configuration`,
  clientId: process.env.AUTH_OIDC_ID,
  clientSecret: process.env.AUTH_OIDC_SECRET,
  authorization: { params: { scope: 'openid profile email' } },
  idToken: true,
  checks: ['pkce', 'state', 'nonce'],
  profile: ({ sub, name, email }) => ({ id: sub, name, email }),
};
