// Serves a site with passwords, as the variable CASE says, through next-auth until its input ends.
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import type { EmailConfig } from 'next-auth/providers/email';
import { serve } from './site.js';

const pool = createPool(process.env.DATABASE_URL ?? '');
const adapter = MySqlAdapter(pool, { tables, privateColumns: { sessions: ['sessionToken'] } });
const mail = { link: '' };
let encoded = 0;

const byPassword = (isWithoutId: boolean) =>
  CredentialsProvider({
    id: 'password',
    credentials: { email: {}, password: {} },
    async authorize(given) {
      const user = await adapter.getUserByEmail(given?.email ?? '');
      if (!user || given?.password !== 'correct horse') return null;
      // JavaScript may leave it out, whatever the types say.
      return isWithoutId ? ({ email: user.email } as typeof user) : user;
    },
  });

const byLink: EmailConfig = {
  ...{ id: 'email', type: 'email', name: 'Email', server: '', from: '', maxAge: 600, options: {} },
  sendVerificationRequest({ url }) {
    mail.link = url;
  },
};

const given: Record<string, () => AuthOptions> = {
  plain: () => ({ adapter, providers: [byPassword(false)] }),
  written: () => ({ adapter, providers: [byPassword(false)], session: { strategy: 'database' } }),
  short: () => ({ adapter, providers: [byPassword(false)], session: { maxAge: 3600, updateAge: 0 } }),
  'without id': () => ({ adapter, providers: [byPassword(true)] }),
  'with links': () => ({
    adapter,
    providers: [byPassword(false), byLink],
    session: { strategy: 'database' },
  }),
  callbacks: () => ({
    adapter,
    providers: [byPassword(false)],
    callbacks: {
      session: ({ session, newSession }) => ({ ...session, theme: newSession?.theme }),
      jwt: ({ token }) => ({ ...token, plan: 'free' }),
    },
  }),
};

function configure(name: string): AuthOptions {
  const configuration = given[name]?.();
  if (!configuration) throw new Error(`Expected CASE to name a case, got ${name}.`);
  const common = { secret: 'a secret of the test', logger: { error: () => {}, warn: () => {} } };
  if (process.env.BARE) return { ...configuration, ...common };
  const { jwt, ...options } = withCredentialSessions({ ...configuration, ...common });
  const encode: NonNullable<typeof jwt>['encode'] = (params) => {
    encoded += 1;
    return (jwt as Required<NonNullable<typeof jwt>>).encode(params);
  };
  return { ...options, jwt: { ...jwt, encode } };
}

async function run() {
  const more = { '/encoded': () => encoded, '/link': () => mail.link };
  const { url, close } = await serve(configure(process.env.CASE ?? ''), more);
  process.env.NEXTAUTH_URL = url;
  console.log(url);
  process.stdin.resume().once('end', () => {
    close();
    pool.end();
  });
}

run();
