import { MySqlAdapter } from 'authjs-drizzle-mysql';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import type { GetServerSidePropsContext } from 'next';
import { type AuthOptions, getServerSession } from 'next-auth';
import Email from 'next-auth/providers/email';
import { db } from './db';

export const authOptions: AuthOptions = {
  adapter: MySqlAdapter(db, { tables }),
  session: { strategy: 'database' },
  providers: [
    {
      id: 'oidc',
      name: 'Local ID',
      type: 'oauth',
      wellKnown: `${process.env.AUTH_OIDC_ISSUER}/.well-known/openid-configuration`,
      clientId: process.env.AUTH_OIDC_ID,
      clientSecret: process.env.AUTH_OIDC_SECRET,
      authorization: { params: { scope: 'openid profile email' } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      profile: ({ sub, name, email, picture }) => ({ id: sub, name, email, image: picture }),
    },
    Email({ server: process.env.EMAIL_SERVER, from: process.env.EMAIL_FROM }),
  ],
};

/** Returns who sent a request. */
export const sessionOf = ({ req, res }: GetServerSidePropsContext) => getServerSession(req, res, authOptions);
