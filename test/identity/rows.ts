import type { AdapterAccount, AdapterSession, AdapterUser, VerificationToken } from '@auth/core/adapters';
import type { Owner } from './owners.ts';

const FUTURE = new Date('2100-01-01T00:00:00Z');
const PAST = new Date('2020-01-01T00:00:00Z');

export const userOf = ({ own: { id, email }, what }: Owner): AdapterUser => ({
  id,
  email,
  name: what,
  image: null,
  emailVerified: null,
});

export const accountOf = ({ own: { id, provider, providerAccountId } }: Owner) =>
  ({
    userId: id,
    type: 'oauth',
    provider,
    providerAccountId,
    refresh_token: null,
    access_token: null,
    expires_at: null,
    token_type: null,
    scope: null,
    id_token: null,
    session_state: null,
    oauth_token_secret: null,
    oauth_token: null,
  }) satisfies Record<keyof AdapterAccount, unknown>;

export const sessionOf = ({ own: { id, sessionToken } }: Owner): AdapterSession => ({
  sessionToken,
  userId: id,
  expires: FUTURE,
});

export const expiredSessionOf = ({ own: { id, expiredToken } }: Owner): AdapterSession => ({
  sessionToken: expiredToken,
  userId: id,
  expires: PAST,
});

export const tokenOf = ({ own: { email, token } }: Owner): VerificationToken => ({
  identifier: email,
  token,
  expires: FUTURE,
});
