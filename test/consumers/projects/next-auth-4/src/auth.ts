import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { providerTokens } from 'authjs-drizzle-mysql/tokens';
import { createPool } from 'mysql2/promise';
import type { AuthOptions } from 'next-auth';
import type { Adapter } from 'next-auth/adapters';
import type { EmailConfig } from 'next-auth/providers/email';
import GitHub from 'next-auth/providers/github';

export const pool = createPool(process.env.DATABASE_URL ?? '');
const adapter = MySqlAdapter(pool, { tables });

/** Keeps the last link that would have been sent. */
export const mail = { link: '' };

// next-auth's own provider wants nodemailer.
const byLink: EmailConfig = {
  id: 'email',
  type: 'email',
  name: 'Email',
  server: '',
  from: '',
  maxAge: 600,
  options: {},
  sendVerificationRequest({ url }) {
    mail.link = url;
  },
};

export const options: AuthOptions = {
  adapter,
  providers: [byLink, GitHub({ clientId: 'id', clientSecret: 'secret' })],
  secret: 'a secret of the test',
  events: { signIn: providerTokens(adapter).updateOnSignIn },
};
export const adapterOfNextAuth: Adapter = adapter;

// Not everything is an adapter, or the lines above would say nothing.
// @ts-expect-error a method is a function
export const refused: AuthOptions = { adapter: { ...adapter, getUser: 'ada' }, providers: [] };
