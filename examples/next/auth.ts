import { limitCodeRequests } from 'authjs-drizzle-mysql/codes';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import NextAuth from 'next-auth';
import { adapter, db } from './adapter-mysql2';
import { emailCode } from './codes';
import { passwordSignIn } from './passwords';

export { adapter, db };

export const { handlers, auth, signIn, signOut } = NextAuth(
  withCredentialSessions({
    adapter,
    providers: [{ id: 'oidc', name: 'Local ID', type: 'oidc' }, emailCode, passwordSignIn(adapter, db)],
    callbacks: { signIn: limitCodeRequests(adapter, { redirectTo: '/code?again' }) },
    pages: { signIn: '/signin', verifyRequest: '/code', error: '/code' },
  }),
);
