import NextAuth from 'next-auth';
import Nodemailer from 'next-auth/providers/nodemailer';
import { adapter } from './adapter-mysql2';

export { adapter };

export const { handlers, auth, signIn, signOut } = NextAuth({
  adapter,
  providers: [
    { id: 'oidc', name: 'Local ID', type: 'oidc' },
    Nodemailer({ server: process.env.EMAIL_SERVER ?? 'smtp://localhost', from: process.env.EMAIL_FROM }),
  ],
});
