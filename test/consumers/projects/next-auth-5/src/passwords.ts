// Serves a site with passwords, as the variable CASE says, through next-auth until its input ends.
import { withCredentialSessions } from 'authjs-drizzle-mysql/credentials';
import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import { NextRequest } from 'next/server.js';
import NextAuth, { type NextAuthConfig } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { serveRequests } from './requests.js';

const pool = createPool(process.env.DATABASE_URL ?? '');
const mail = { link: '' };
let encoded = 0;
let said = '';
let made = 0;

/** Makes an adapter, as a site does for each request. */
async function makeAdapter() {
  made += 1;
  return MySqlAdapter(pool, { tables, privateColumns: { sessions: ['sessionToken'] } });
}
const adapter = await makeAdapter();

const byPassword = (isWithoutId = false) =>
  Credentials({
    id: 'password',
    credentials: { email: {}, password: {} },
    async authorize({ email, password }) {
      const user = await adapter.getUserByEmail(String(email));
      if (!user || password !== 'correct horse') return null;
      return isWithoutId ? { email: user.email } : user;
    },
  });

const byLink: NextAuthConfig['providers'][number] = {
  ...{ id: 'email', type: 'email', name: 'Email', from: 'app@example.com', maxAge: 600, options: {} },
  sendVerificationRequest({ url }) {
    mail.link = url;
  },
};

const common: Pick<NextAuthConfig, 'secret' | 'trustHost' | 'logger'> = {
  secret: 'a secret of the test',
  trustHost: true,
  logger: {
    error(error) {
      const { err } = (error.cause ?? {}) as { err?: Error & { code?: string } };
      said = `${err?.code ?? error.name}: ${err?.message ?? error.message}`;
    },
    warn: () => {},
  },
};

const given: Record<string, () => NextAuthConfig> = {
  plain: () => ({ adapter, providers: [byPassword()] }),
  written: () => ({ adapter, providers: [byPassword()], session: { strategy: 'database' } }),
  short: () => ({ adapter, providers: [byPassword()], session: { maxAge: 3600, updateAge: 0 } }),
  'without id': () => ({ adapter, providers: [byPassword(true)] }),
  'with links': () => ({ adapter, providers: [byPassword(), byLink], session: { strategy: 'database' } }),
  callbacks: () => ({
    adapter,
    providers: [byPassword()],
    callbacks: {
      session: ({ session, newSession }) => ({ ...session, theme: newSession?.theme }),
      jwt: ({ token }) => ({ ...token, plan: 'free' }),
    },
  }),
};

function configure(name: string): NextAuthConfig {
  const configuration = given[name]?.();
  if (!configuration) throw new Error(`Expected CASE to name a case, got ${name}.`);
  if (process.env.BARE) return { ...configuration, ...common };
  const { jwt, ...options } = withCredentialSessions({ ...configuration, ...common });
  const encode: NonNullable<typeof jwt>['encode'] = (params) => {
    encoded += 1;
    return (jwt as Required<NonNullable<typeof jwt>>).encode(params);
  };
  return { ...options, jwt: { ...jwt, encode } };
}

const name = process.env.CASE ?? '';
const { handlers, auth } =
  name === 'lazy'
    ? NextAuth(async (request) =>
        withCredentialSessions({
          ...common,
          adapter: await makeAdapter(),
          providers: [byPassword()],
          session: { maxAge: request ? 3600 : 60 },
        }),
      )
    : NextAuth(configure(name));
// With a function for its configuration, it promises what it returns otherwise.
const page = await auth((request) => Response.json(request.auth?.user ?? null));

async function handle(request: Request): Promise<Response> {
  const asNext = new NextRequest(request);
  if (asNext.nextUrl.pathname.startsWith('/api/auth/'))
    return handlers[request.method === 'POST' ? 'POST' : 'GET'](asNext);
  return (await page(asNext, { params: Promise.resolve({}) })) ?? new Response(null, { status: 404 });
}

const more = {
  '/encoded': () => encoded,
  '/link': () => mail.link,
  '/said': () => said,
  '/made': () => made,
};
const { url, close } = await serveRequests(handle, more);
console.log(url);
process.stdin.resume().once('end', () => {
  close();
  pool.end();
});
