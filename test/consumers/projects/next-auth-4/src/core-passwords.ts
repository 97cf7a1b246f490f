// Serves a site with passwords, as the variable CASE says, through @auth/core until its input ends.
import { Auth, type AuthConfig } from '@auth/core';
import Credentials from '@auth/core/providers/credentials';
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import { serveRequests } from './requests.js';

const pool = createPool(process.env.DATABASE_URL ?? '');
const adapter = MySqlAdapter(pool, { tables, privateColumns: { sessions: ['sessionToken'] } });
const mail = { link: '' };
let encoded = 0;
let said = '';

const byPassword = (isWithoutId: boolean) =>
  Credentials({
    id: 'password',
    credentials: { email: {}, password: {} },
    async authorize({ email, password }) {
      const user = await adapter.getUserByEmail(String(email));
      if (!user || password !== 'correct horse') return null;
      return isWithoutId ? { email: user.email } : user;
    },
  });

const byLink: AuthConfig['providers'][number] = {
  ...{ id: 'email', type: 'email', name: 'Email', from: 'app@example.com', maxAge: 600, options: {} },
  sendVerificationRequest({ url }) {
    mail.link = url;
  },
};

const given: Record<string, () => AuthConfig> = {
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

function configure(name: string): AuthConfig {
  const configuration = given[name]?.();
  if (!configuration) throw new Error(`Expected CASE to name a case, got ${name}.`);
  const common = {
    secret: 'a secret of the test',
    trustHost: true,
    basePath: '/api/auth',
    logger: {
      error(error: Error) {
        const { err } = (error.cause ?? {}) as { err?: Error & { code?: string } };
        said = `${err?.code ?? error.name}: ${err?.message ?? error.message}`;
      },
      warn: () => {},
    },
  };
  if (process.env.BARE) return { ...configuration, ...common };
  const { jwt, ...options } = withCredentialSessions({ ...configuration, ...common });
  const encode: NonNullable<typeof jwt>['encode'] = (params) => {
    encoded += 1;
    return (jwt as Required<NonNullable<typeof jwt>>).encode(params);
  };
  return { ...options, jwt: { ...jwt, encode } };
}

const config = configure(process.env.CASE ?? '');
const more = { '/encoded': () => encoded, '/link': () => mail.link, '/said': () => said };
serveRequests((request) => Auth(request, config), more).then(({ url, close }) => {
  console.log(url);
  process.stdin.resume().once('end', () => {
    close();
    pool.end();
  });
});
